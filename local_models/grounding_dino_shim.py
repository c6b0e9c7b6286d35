"""What groundingdino-py 0.4.0 needs changed to run beside transformers 5, without downloads, and in other sizes.

It was written for transformers 4, whose BERT had methods (get_head_mask and others) that are gone; it fetches BERT's
weights only to overwrite them; and it writes 256, the width of the published models, into three places. Its names are
exchanged for as long as one of its models is built or runs, and then put back.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from types import SimpleNamespace
from typing import Any

from groundingdino.models import build_model
from groundingdino.models.GroundingDINO import groundingdino, transformer
from groundingdino.models.GroundingDINO.backbone import backbone
from groundingdino.models.GroundingDINO.backbone.swin_transformer import SwinTransformer
from groundingdino.models.GroundingDINO.utils import get_sine_pos_embed
from torch import Tensor, nn
from transformers import AutoTokenizer, BertModel


class Bert(nn.Module):
    """In place of BertModelWarper: BERT that takes one attention mask for each pair of tokens.

    The submodules keep their names, since the checkpoint's keys are made of them.
    """

    def __init__(self, bert_model: BertModel) -> None:
        super().__init__()
        self.config = bert_model.config
        self.embeddings, self.encoder, self.pooler = bert_model.embeddings, bert_model.encoder, bert_model.pooler
        self._whole = [bert_model]  # in a list it is no submodule, and adds no keys

    def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor, position_ids: Tensor) -> Any:
        """attention_mask: bool [batch, tokens, tokens]; transformers wants an axis for the heads."""
        return self._whole[0](
            input_ids=input_ids,
            attention_mask=attention_mask[:, None],
            token_type_ids=token_type_ids,
            position_ids=position_ids,
        )


@contextmanager
def adapted(arguments: Any) -> Iterator[None]:
    """Exchange the names.

    arguments: the configuration that the model is, or was, built from, in the library's own form; beside its settings
    `bert`, the BertConfig of its text encoder, and for a smaller Swin `tiny_swin`, the arguments of SwinTransformer.
    """
    width = arguments.hidden_dim
    text_encoders = SimpleNamespace(  # from a folder, and BERT without weights, since the checkpoint has them
        get_tokenlizer=partial(AutoTokenizer.from_pretrained, local_files_only=True),
        get_pretrained_language_model=lambda _: BertModel(arguments.bert),
    )
    exchanged: list[tuple[Any, str, Any]] = [
        (groundingdino, "BertModelWarper", Bert),
        (groundingdino, "get_tokenlizer", text_encoders),
        (transformer, "get_sine_pos_embed", lambda places, **_: get_sine_pos_embed(places, width, exchange_xy=False)),
        (transformer, "gen_sineembed_for_position", partial(get_sine_pos_embed, num_pos_feats=width // 2)),
    ]
    if sizes := getattr(arguments, "tiny_swin", None):
        exchanged.append((backbone, "build_swin_transformer", lambda _, **options: SwinTransformer(**sizes, **options)))
    before = [(module, name, getattr(module, name)) for module, name, _ in exchanged]
    try:
        for module, name, value in exchanged:
            setattr(module, name, value)
        yield
    finally:
        for module, name, value in before:
            setattr(module, name, value)


def build(arguments: Any) -> nn.Module:
    """A model of these sizes with random weights, on the CPU."""
    with adapted(arguments):
        model: nn.Module = build_model(arguments)
    return model.eval()
