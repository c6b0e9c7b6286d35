"""The tiny detector as groundingdino-py's own architecture: the same weights under the original's names."""

import re
import shutil
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor
from transformers import AutoTokenizer, BertConfig, GroundingDinoConfig

SWIN = r"^model\.backbone\.conv_encoder\.model\."
# transformers' names and the original's, applied in this order.
RENAMES = (
    (SWIN + r"embeddings\.patch_embeddings\.projection", "backbone.0.patch_embed.proj"),
    (SWIN + r"embeddings\.norm", "backbone.0.patch_embed.norm"),
    (SWIN + r"hidden_states_norms\.stage2", "backbone.0.norm1"),
    (SWIN + r"hidden_states_norms\.stage3", "backbone.0.norm2"),
    (SWIN + r"hidden_states_norms\.stage4", "backbone.0.norm3"),
    (SWIN + r"encoder\.", "backbone.0."),
    (r"(blocks\.\d+)\.layernorm_before", r"\1.norm1"),
    (r"(blocks\.\d+)\.layernorm_after", r"\1.norm2"),
    (r"(blocks\.\d+)\.attention\.self\.relative_position", r"\1.attn.relative_position"),
    (r"(blocks\.\d+)\.attention\.self\.(query|key|value)", r"\1.attn.\2"),
    (r"(blocks\.\d+)\.attention\.output\.dense", r"\1.attn.proj"),
    (r"(blocks\.\d+)\.intermediate\.dense", r"\1.mlp.fc1"),
    (r"(blocks\.\d+)\.output\.dense", r"\1.mlp.fc2"),
    (r"^model\.encoder\.layers\.(\d+)\.deformable_layer\.", r"transformer.encoder.layers.\1."),
    (r"^model\.encoder\.layers\.(\d+)\.text_enhancer_layer\.", r"transformer.encoder.text_layers.\1."),
    (r"^model\.encoder\.layers\.(\d+)\.fusion_layer\.", r"transformer.encoder.fusion_layers.\1."),
    (r"(encoder\.layers\.\d+)\.self_attn_layer_norm", r"\1.norm1"),
    (r"(transformer\.encoder\.layers\.\d+)\.final_layer_norm", r"\1.norm2"),
    (r"layer_norm_before", "norm1"),
    (r"layer_norm_after", "norm2"),
    (r"vision_param", "gamma_v"),
    (r"text_param", "gamma_l"),
    (r"layer_norm_vision", "layer_norm_v"),
    (r"layer_norm_text", "layer_norm_l"),
    (r"(values|out)_vision_proj", r"\1_v_proj"),
    (r"(values|out)_text_proj", r"\1_l_proj"),
    (r"attn\.vision_proj", "attn.v_proj"),
    (r"attn\.text_proj", "attn.l_proj"),
    (r"^model\.decoder\.layers\.", "transformer.decoder.layers."),
    (r"encoder_attn_text_layer_norm", "catext_norm"),
    (r"encoder_attn_layer_norm", "norm1"),
    (r"encoder_attn_text", "ca_text"),
    (r"encoder_attn", "cross_attn"),
    (r"(decoder\.layers\.\d+)\.self_attn_layer_norm", r"\1.norm2"),
    (r"(decoder\.layers\.\d+)\.final_layer_norm", r"\1.norm3"),
    (r"(transformer\..*)\.fc(\d)", r"\1.linear\2"),
    (r"^model\.decoder\.reference_points_head", "transformer.decoder.ref_point_head"),
    (r"^model\.decoder\.layer_norm", "transformer.decoder.norm"),
    (r"^model\.decoder\.bbox_embed", "transformer.decoder.bbox_embed"),
    (r"^model\.enc_output", "transformer.enc_output"),
    (r"^model\.encoder_output_bbox_embed", "transformer.enc_out_bbox_embed"),
    (r"^model\.level_embed", "transformer.level_embed"),
    (r"^model\.query_position_embeddings", "transformer.tgt_embed"),
    (r"^model\.text_backbone", "bert"),
    (r"^model\.text_projection", "feat_map"),
    (r"^model\.input_proj_vision", "input_proj"),
)
SWIN_SIZES = ("embed_dim", "depths", "num_heads", "window_size", "mlp_ratio")
# A config of the original's kind. It checks the backbone's name; what is built are the sizes of `tiny_swin`.
CONFIG = """
modelname = "groundingdino"
backbone = "swin_T_224_1k"
tiny_swin = {swin}
text_encoder_type = {bert!r}
batch_size = 1
position_embedding = "sine"
pe_temperatureH = pe_temperatureW = 20
return_interm_indices = [1, 2, 3]
backbone_freeze_keywords = None
enc_layers, dec_layers = {config.encoder_layers}, {config.decoder_layers}
enc_n_points, dec_n_points = {config.encoder_n_points}, {config.decoder_n_points}
pre_norm = False
dim_feedforward = {config.encoder_ffn_dim}
hidden_dim = {config.d_model}
nheads = {config.encoder_attention_heads}
num_queries = {config.num_queries}
num_feature_levels = {config.num_feature_levels}
max_text_len = {config.max_text_len}
query_dim = 4
num_patterns = 0
two_stage_type = "standard"
two_stage_bbox_embed_share = two_stage_class_embed_share = False
transformer_activation = "relu"
dec_pred_bbox_embed_share = embed_init_tgt = True
dn_box_noise_scale, dn_label_noise_ratio, dn_labelbook_size = 1.0, 0.5, 2000
use_text_enhancer = use_fusion_layer = use_text_cross_attention = sub_sentence_present = True
use_checkpoint = use_transformer_ckpt = False
dropout = text_dropout = fusion_dropout = fusion_droppath = 0.0
"""


def write(source: Path, folder: Path) -> None:
    """Write the .pth, config.py, processor_config.json and bert/ (tokenizer and sizes) into the folder; a second."""
    config = GroundingDinoConfig.from_pretrained(source)
    text, swin = config.text_config, config.backbone_config
    assert isinstance(text, BertConfig)
    # From the file: in memory transformers 5 keeps Swin under other names.
    state = renamed(load_file(source / "model.safetensors"))
    for key in [key for key in state if key.startswith("bbox_embed.0.")]:  # one head, shared by all layers
        for layer in range(config.decoder_layers):
            state[key.replace(".0.", f".{layer}.", 1)] = state[key]
            state["transformer.decoder." + key.replace(".0.", f".{layer}.", 1)] = state[key]
    folder.mkdir(parents=True, exist_ok=True)
    torch.save({"model": state}, folder / "groundingdino_tiny.pth")
    shutil.copy(source / "processor_config.json", folder)
    text.save_pretrained(folder / "bert")
    AutoTokenizer.from_pretrained(source).save_pretrained(folder / "bert")
    sizes = {name: getattr(swin, name) for name in SWIN_SIZES}
    (folder / "config.py").write_text(CONFIG.format(config=config, swin=sizes, bert=str(folder / "bert")))


def renamed(state: dict[str, Tensor]) -> dict[str, Tensor]:
    """The state dict under the original's names; query, key and value joined where it keeps them in one matrix."""
    flat = {}
    for key, value in state.items():
        if key.endswith("special_tokens") or "swin.layernorm" in key:
            continue
        name = key
        for pattern, replacement in RENAMES:
            name = re.sub(pattern, replacement, name)
        flat[name] = value
    joined = {}
    for key, value in flat.items():
        part = re.match(r"(?!bert)(.*)\.(query|key|value)\.(weight|bias)$", key)
        if not part:
            joined[key] = value
        elif part[2] == "query":
            whole = torch.cat([flat[f"{part[1]}.{name}.{part[3]}"] for name in ("query", "key", "value")])
            joined[f"{part[1]}.qkv.{part[3]}" if key.startswith("backbone") else f"{part[1]}.in_proj_{part[3]}"] = whole
    return joined
