"""Share images of the last build, put back where somebody took them away. In: their list. Out: whether all stand."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from campaignsite.build.memory import Memory
from campaignsite.model.files import Stamp
from campaignsite.publish.stage import Stage
from campaignsite.store.last import Publication
from campaignsite.store.packs import Store


def put_back(
    files: Iterable[Publication], memory: Memory, store: Store, standing: Mapping[str, Stamp], stage: str
) -> bool:
    """Write those that do not stand to the stage; False when one of them is not remembered. Raises OSError."""
    for file in files:
        stands = standing.get(file.file)
        if stands is None or stands.digest != file.digest:
            data = store.get(memory.drawn(file.made_of))
            if data is None or hashlib.sha256(data).hexdigest() != file.digest:
                return False
            Stage(stage).write(file.file, data)
    return True
