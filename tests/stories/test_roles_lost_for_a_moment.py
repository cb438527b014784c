"""A rehearsal on PostgreSQL whose session is cut goes on where it was."""

from pathlib import Path

import pytest
from sqlalchemy import text

from tests.stage import announce, stage

CUT = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND pid <> pg_backend_pid()"


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_what_is_due_leaves_though_the_roles_were_lost_for_a_moment(database_url: str, tmp_path: Path) -> None:
    async with stage(database_url, tmp_path) as scene:
        fatou = scene.phone("Fatou")
        scene.relais.store.writing(lambda session: session.execute(text(CUT)).all())
        await announce(scene, "groupe d'échange mardi 20 octobre 14h Maison de quartier")
        assert len(fatou.news()) == 1
