"""What a body is read with."""

from campaignsite.model.documents import Setting

__all__ = ["Setting"]
