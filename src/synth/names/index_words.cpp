#include "synth/names/index_words.h"

#include <array>

namespace warploom::synth::names {
namespace {

constexpr auto kEntities = std::to_array<IndexWords>({
    {"indices", "idx"},          {"body_ids", "body"},          {"shape_body", "body"},
    {"joint_child", "child"},    {"joint_parent", "parent"},    {"particle_index", "particle"},
    {"vertex_ids", "vid"},       {"face_ids", "face"},          {"cell_ids", "cell_id"},
    {"active_ids", "active_id"}, {"sorted_indices", "src"},     {"permutation", "perm"},
    {"node_map", "node"},        {"element_ids", "elem"},       {"dof_map", "dof"},
    {"contact_shape", "shape"},  {"geom_bodyid", "bodyid"},     {"tri_ids", "tri"},
    {"edge_ids", "edge"},        {"articulation_root", "root"}, {"joint_ids", "joint"},
    {"contact_body", "body_a"},  {"particle_ids", "pid"},       {"queue", "item"},
});

constexpr auto kGroups = std::to_array<IndexWords>({
    {"material_ids", "material"},
    {"group_ids", "group"},
    {"env_ids", "env"},
    {"world_ids", "world"},
    {"particle_world", "world"},
    {"shape_material", "mat_id"},
    {"owner", "owner_id"},
    {"labels", "label"},
    {"cluster_ids", "cluster"},
    {"region", "region_id"},
    {"body_world", "world_idx"},
    {"shape_world", "world_id"},
    {"joint_articulation", "articulation"},
    {"dof_world", "worldid"},
    {"body_island", "island"},
    {"particle_group", "group_id"},
    {"env_index", "env_id"},
    {"batch_ids", "batch_idx"},
    {"color_ids", "color_id"},
});

constexpr auto kPlaces = std::to_array<IndexWords>({
    {"joint_qd_start", "qd_start"},
    {"joint_q_start", "q_start"},
    {"dof_adr", "dof"},
    {"qpos_adr", "adr"},
    {"state_index", "state_idx"},
    {"slot_ids", "slot"},
    {"row_ids", "r"},
    {"src_ids", "src"},
    {"remap", "mapped"},
    {"order", "o"},
    {"parent_ids", "parent_id"},
    {"neighbor_ids", "nb"},
    {"lookup", "entry"},
    {"link_ids", "link"},
    {"shape_ids", "s_id"},
    {"site_ids", "site"},
    {"sensor_ids", "sensor"},
    {"actuator_ids", "actuator"},
    {"tet_ids", "tet"},
    {"vertex_map", "vertex"},
    {"element_map", "element"},
    {"param_ids", "param"},
    {"source_index", "source"},
    {"cell_index", "c_id"},
    {"control_ids", "ctrl"},
    {"keyframe_ids", "key"},
    {"segment_ids", "segment"},
    {"constraint_ids", "constraint"},
    {"anchor_ids", "anchor"},
    {"next_ids", "next_id"},
});

}  // namespace

std::span<const IndexWords> EntityWords() { return kEntities; }
std::span<const IndexWords> GroupWords() { return kGroups; }
std::span<const IndexWords> PlaceWords() { return kPlaces; }

}  // namespace warploom::synth::names
