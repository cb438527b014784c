"""Turns a phone number as people write it into E.164, or says in plain French why it cannot receive our texts."""

import re
import unicodedata
from collections.abc import Collection

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberType

HOME = "FR"
_INVENTED = "+3363998"
"""The mobile range Arcep keeps for fiction: valid in form, given to nobody, absent from phonenumbers."""
_MACHINES = re.compile(r"\+33700\d{9,}")
"""Machine to machine, 14 national digits (French numbering plan)."""

_NOTE = re.compile(r"\([^()]*[^\W\d_][^()]*\)")
_RUN = re.compile(r"\+?\d[\d\s.\-/()]*")
_LETTER_FOR = (
    (re.compile(r"(?<=\d)[oO](?![^\W\d_])|(?<![^\W\d_])[oO](?=[\d).\s])(?=.*\d)"), "0"),
    (re.compile(r"(?<=\d)[lI](?![^\W\d_])|(?<![^\W\d_])[lI](?=\d)"), "1"),
)
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−_·"), "-")
_LONGEST, _TWO_NUMBERS, _SHORT = 15, 18, 6

_WRITES = {PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE, PhoneNumberType.PERSONAL_NUMBER}
_FIXED = {PhoneNumberType.FIXED_LINE, PhoneNumberType.VOIP}
_SPECIAL = {
    PhoneNumberType.PREMIUM_RATE,
    PhoneNumberType.SHARED_COST,
    PhoneNumberType.TOLL_FREE,
    PhoneNumberType.UAN,
    PhoneNumberType.VOICEMAIL,
}


class NotAPhone(ValueError):  # noqa: N818
    """No number we can write to; its text is a French sentence for whoever typed it, without the number."""


def parse_phone(text: str, own: Collection[str] = ()) -> str:
    """The mobile number in `text`, as E.164; raises NotAPhone for anything else, `own` numbers of ours included.

    Spaces of every kind, invisible marks, digits of other scripts, O for 0, l for 1, "(0)" and a note after the
    number are understood. A number without country is French.
    """
    number = _written(_one_run(_plain(text)))
    found = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    if not found.startswith(_INVENTED) or len(found) != len("+33639980000"):
        _check(number, found)
    if found in own:
        raise NotAPhone("C'est le numéro de Relais lui-même. Il faut celui de la personne.")
    return found


def national(number: str) -> str:
    """An E.164 number as people in France read it: "06 39 98 12 34"."""
    return phonenumbers.format_number(phonenumbers.parse(number, HOME), phonenumbers.PhoneNumberFormat.NATIONAL)


def _plain(text: str) -> str:
    """Ordinary spaces, ASCII digits, no invisible marks, letters typed for digits put right, notes left out."""
    shown = (_sign(sign) for sign in unicodedata.normalize("NFKC", text).translate(_DASHES))
    plain = "".join(shown)
    for letter, digit in _LETTER_FOR:
        plain = letter.sub(digit, plain)
    plain = _NOTE.sub(" ", plain).strip()
    abroad = re.match(r"\+|00|33", plain)
    return re.sub(r"\(\s*0\s*\)", "", plain) if abroad else plain


def _sign(sign: str) -> str:
    if unicodedata.category(sign) in ("Cf", "Cc"):
        return ""
    if sign.isspace():
        return " "
    return str(unicodedata.decimal(sign, sign))


def _one_run(plain: str) -> str:
    runs = [re.sub(r"[^\d+]", "", run) for run in _RUN.findall(plain)]
    if not runs:
        raise NotAPhone("Il manque le numéro. Exemple : 06 39 98 12 34.")
    long = [run for run in runs if len(run) >= _SHORT]
    if len(set(long)) > 1 or (long and _holds_two(long[0], plain)):
        raise NotAPhone("Il y a deux numéros. Écrivez un seul numéro par personne.")
    return long[0] if long else max(runs, key=len)


def _holds_two(run: str, plain: str) -> bool:
    return len(run) >= _TWO_NUMBERS and run not in plain


def _written(run: str) -> PhoneNumber:
    national = run.startswith("0") and not run.startswith("00")
    if len(run.lstrip("+")) < _SHORT:
        raise NotAPhone("C'est un numéro court. Il faut un numéro de portable, à 10 chiffres.")
    if re.fullmatch(r"(?:00)?33\d{9,}", run):
        run = f"+{run.removeprefix('00')}"
    if national:
        run = f"+33{run[1:]}"
    try:
        number = phonenumbers.parse(run, HOME)
    except phonenumbers.NumberParseException:
        raise NotAPhone("Ce numéro est trop long, ou son pays n'existe pas. Vérifiez-le.") from None
    _check_length(number, run)
    return number


def _check_length(number: PhoneNumber, run: str) -> None:
    digits = len(str(number.country_code)) + len(phonenumbers.national_significant_number(number))
    possible = phonenumbers.is_possible_number_with_reason(number)
    if _MACHINES.fullmatch(run):
        raise NotAPhone("C'est le numéro d'un appareil, pas d'une personne.")
    if digits > _LONGEST or possible == phonenumbers.ValidationResult.TOO_LONG:
        raise NotAPhone("Il y a trop de chiffres. Un numéro français en a 10.")
    if possible in (phonenumbers.ValidationResult.TOO_SHORT, phonenumbers.ValidationResult.IS_POSSIBLE_LOCAL_ONLY):
        raise NotAPhone("Il manque des chiffres. Un numéro français en a 10.")


def _check(number: PhoneNumber, found: str) -> None:
    kind = phonenumbers.number_type(number)
    if kind in _FIXED:
        raise NotAPhone("C'est un numéro fixe : il ne reçoit pas nos SMS. Il faut un portable.")
    if kind in _SPECIAL:
        raise NotAPhone("C'est un numéro spécial, payant ou gratuit. Il faut un portable.")
    if kind not in _WRITES or not phonenumbers.is_valid_number(number):
        raise NotAPhone("Ce numéro n'existe pas sous cette forme. Vérifiez-le avec la personne.")
    if _MACHINES.match(found):
        raise NotAPhone("C'est le numéro d'un appareil, pas d'une personne.")
