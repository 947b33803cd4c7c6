"""What one account's worker does: whatever its delivery needs next. All waiting for a platform or a site happens here."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.model.delivery import State
from bot.service import facts, feeds, handoff, live, notify, publish, reconcile, renewal

if TYPE_CHECKING:
    from bot.model.delivery import Delivery
    from bot.service.reconcile import Looks
    from bot.service.workspace import Workspace


def serve(workspace: Workspace, account: str, id_: str, looks: Looks, say: Callable[[str], None]) -> None:
    """One errand for `account`, with a store of its own: the delivery `id_`, or with an empty one the facts about the account.

    A feed's host is served like an account, and then `id_` is the feed's address.
    """
    own = workspace.with_own_store()
    try:
        if account.startswith(feeds.HOST):
            feeds.look(own, id_, say)
        elif account == notify.ERRAND:
            notify.tell(own, say)
        elif id_:
            go_on(own, own.store.delivery(id_), looks)
        else:
            facts.fetch(own, own.account(account), say)
    finally:
        own.store.close()


def go_on(workspace: Workspace, delivery: Delivery, looks: Looks) -> None:
    """Looks for what is in doubt or posted by hand, waits for the article, hands over or sends: as the delivery stands.

    What is over is left alone.
    """
    if delivery.state in {State.SENDING, State.UNSURE}:
        reconcile.settle(workspace, delivery, looks)
    elif delivery.state == State.HANDOFF:
        handoff.look(workspace, delivery)
    elif delivery.state == State.APPROVED and not live.postponed(workspace, delivery):
        if workspace.account(delivery.account).mode == "handoff":
            workspace.store.move(
                delivery.id, "hand over", workspace.clock.now(), detail="prepared for you to post", note="", as_read=delivery
            )  # fmt: skip
        elif renewal.ahead(workspace, workspace.account(delivery.account)):
            publish.publish(workspace, delivery.id)
