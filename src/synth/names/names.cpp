#include "synth/names/names.h"

#include <array>

namespace warploom::synth::names {
namespace {

using Names = std::span<const std::string_view>;

// Words that all themes share, by role.
constexpr std::string_view kMatrixArrays[] = {"mats", "tensors",        "jacobians", "hessians",
                                              "F",    "stress_tensors", "inertias",  "blocks"};
constexpr std::string_view kRotationArrays[] = {"rotations", "orientations", "quats",
                                                "rot",       "body_rot",     "frames"};
constexpr std::string_view kPoseArrays[] = {"transforms", "poses",        "body_q",
                                            "xforms",     "joint_frames", "X_wb"};
constexpr std::string_view kMatrices[] = {"m", "A", "M", "J", "H", "R", "B", "K", "S", "cov"};
constexpr std::string_view kRotations[] = {"q", "r", "rot", "q0", "q1", "dq", "rel", "orient"};
constexpr std::string_view kPoses[] = {"X", "t", "pose", "frame", "xform", "X_rel", "tf"};
constexpr std::string_view kIntegers[] = {"k",    "idx",  "count", "offset", "bin",
                                          "step", "slot", "code",  "level",  "bits"};
constexpr std::string_view kFlags[] = {"inside",   "active", "valid",   "hit",
                                       "is_close", "done",   "visible", "changed"};

namespace simulation {
constexpr std::string_view kScalarArrays[] = {
    "masses",  "inv_mass", "densities", "pressures", "temperature", "rest_lengths",
    "volumes", "energy",   "radii",     "stiffness", "phi",         "divergence"};
constexpr std::string_view kVectorArrays[] = {
    "positions",   "velocities", "forces",        "x",  "v",       "f", "particle_q",
    "particle_qd", "normals",    "accelerations", "x0", "impulses"};
constexpr std::string_view kIndexArrays[] = {"indices", "neighbors", "particle_ids",   "cell_ids",
                                             "edges",   "flags",     "constraint_ids", "material"};
constexpr std::string_view kScalarArgs[] = {
    "dt",     "damping",     "ke",     "kd",         "mu", "rest_density", "viscosity",
    "radius", "restitution", "inv_dx", "relaxation", "kf", "compliance"};
constexpr std::string_view kVectorArgs[] = {"gravity", "wind",  "origin", "center",
                                            "lower",   "upper", "up",     "anchor"};
constexpr std::string_view kScalars[] = {"d",         "c",   "w", "err", "dist",
                                         "force_mag", "rho", "m", "lam", "vn",
                                         "strain",    "e",   "h", "l",   "alpha"};
constexpr std::string_view kVectors[] = {"p",   "dir", "n",  "vel", "delta",   "force", "r",
                                         "acc", "xi",  "xj", "rel", "impulse", "grad",  "vt"};
constexpr std::string_view kOutputs[] = {"out",         "result",       "energies",
                                         "new_density", "residual",     "lambdas",
                                         "scratch",     "pressure_out", "work"};
constexpr std::string_view kVectorOutputs[] = {"new_positions", "new_velocities", "forces_out",
                                               "x_out",         "v_out",          "deltas",
                                               "corrections",   "particle_f"};
constexpr std::string_view kKernels[] = {"integrate", "solve",  "apply",   "update",
                                         "compute",   "advect", "project", "accumulate",
                                         "eval",      "step",   "damp",    "relax"};
constexpr std::string_view kConstants[] = {"GRAVITY", "EPSILON",   "STIFFNESS",
                                           "DAMPING", "MAX_SPEED", "REST_DENSITY",
                                           "DT",      "RADIUS",    "DX"};
constexpr std::string_view kHelpers[] = {"kernel_weight",    "spring_force",   "clamp_velocity",
                                         "contact_response", "energy_density", "project_vector",
                                         "damping_term",     "smooth_kernel",  "strain_measure"};
constexpr std::string_view kStructs[] = {"Particle",  "Material", "Contact", "RigidBody",
                                         "SimParams", "Spring",   "Body",    "Constraint"};
}  // namespace simulation

namespace graphics {
constexpr std::string_view kScalarArrays[] = {"depth", "intensity", "pixels",   "heights",
                                              "sdf",   "weights",   "opacity",  "luminance",
                                              "mask",  "samples",   "radiance", "alpha"};
constexpr std::string_view kVectorArrays[] = {"vertices",    "normals",  "colors", "points",
                                              "ray_origins", "ray_dirs", "albedo", "texcoords",
                                              "tangents",    "centroids"};
constexpr std::string_view kIndexArrays[] = {"indices",   "faces",  "labels",      "tiles",
                                             "pixel_ids", "levels", "tri_indices", "codes"};
constexpr std::string_view kScalarArgs[] = {"exposure",  "gamma",     "focal",           "near",
                                            "roughness", "threshold", "scale",           "fov",
                                            "sigma",     "blend",     "intensity_scale", "time"};
constexpr std::string_view kVectorArgs[] = {"camera_pos", "light_dir", "light_pos", "view_dir",
                                            "base_color", "center",    "tint",      "eye"};
constexpr std::string_view kScalars[] = {"t",         "u",       "d",     "s",       "ndotl",
                                         "a",         "weight",  "lum",   "fresnel", "radius",
                                         "depth_val", "falloff", "shade", "k"};
constexpr std::string_view kVectors[] = {"p", "n",  "dir",  "ro",        "rd",    "color", "c",
                                         "h", "uv", "edge", "reflected", "light", "offset"};
constexpr std::string_view kOutputs[] = {
    "image", "out", "output", "result", "depth_out", "filtered", "shaded", "histogram_out", "dst"};
constexpr std::string_view kVectorOutputs[] = {
    "out_colors", "rgb", "frame", "new_vertices", "out_normals", "hit_points", "gradients"};
constexpr std::string_view kKernels[] = {"render", "shade",      "filter",  "blur",
                                         "trace",  "sample",     "project", "tonemap",
                                         "raster", "warp_image", "draw",    "composite"};
constexpr std::string_view kConstants[] = {"EPS",         "MAX_DIST", "AMBIENT",       "GAMMA",
                                           "NUM_SAMPLES", "EXPOSURE", "KERNEL_RADIUS", "PI_INV"};
constexpr std::string_view kHelpers[] = {"sdf_scene",     "shade_point",  "reflect_dir",
                                         "tone_curve",    "falloff_at",   "fresnel_term",
                                         "sample_weight", "blend_colors", "hash_value"};
constexpr std::string_view kStructs[] = {"Camera",       "Ray",    "Light",   "Hit",
                                         "RenderParams", "Sphere", "Surface", "Vertex"};
}  // namespace graphics

namespace learning {
constexpr std::string_view kScalarArrays[] = {
    "x",      "weights", "grads",    "loss", "logits", "targets", "activations",
    "scores", "params",  "momentum", "bias", "probs",  "inputs"};
constexpr std::string_view kVectorArrays[] = {"features", "embeddings", "points", "queries", "keys",
                                              "values",   "hidden",     "states", "samples"};
constexpr std::string_view kIndexArrays[] = {"labels",  "indices",   "tokens",      "row_offsets",
                                             "col_ids", "batch_ids", "assignments", "bins"};
constexpr std::string_view kScalarArgs[] = {
    "lr",           "beta",   "eps",           "alpha", "scale", "temperature",
    "weight_decay", "margin", "momentum_coef", "delta", "clip",  "tau"};
constexpr std::string_view kVectorArgs[] = {"mean",     "center", "direction",
                                            "bias_vec", "query",  "shift"};
constexpr std::string_view kScalars[] = {"z",     "g", "w", "y",    "s",   "diff",  "acc",
                                         "score", "m", "v", "pred", "err", "logit", "a"};
constexpr std::string_view kVectors[] = {"p", "q", "h", "diff", "feat", "grad", "e", "delta", "u"};
constexpr std::string_view kOutputs[] = {"out",      "y",      "output", "loss_out", "new_params",
                                         "grad_out", "result", "losses", "act"};
constexpr std::string_view kVectorOutputs[] = {"out_features", "projected", "grads_out", "updated",
                                               "out_vec"};
constexpr std::string_view kKernels[] = {"forward",    "activate",  "update",    "loss",
                                         "normalize",  "reduce",    "adam_step", "score",
                                         "accumulate", "attention", "encode",    "scale"};
constexpr std::string_view kConstants[] = {"EPS",         "LEARNING_RATE", "BETA1",       "ALPHA",
                                           "NUM_CLASSES", "HIDDEN",        "TEMPERATURE", "SLOPE"};
constexpr std::string_view kHelpers[] = {"relu",      "activation",      "gelu",
                                         "loss_term", "normalize_score", "soft_clip",
                                         "gate",      "penalty",         "distance_sq"};
constexpr std::string_view kStructs[] = {"Params", "LayerConfig", "OptimizerState", "Sample",
                                         "Stats",  "Node",        "Cluster"};
}  // namespace learning

namespace robotics {
constexpr std::string_view kScalarArrays[] = {"joint_q", "joint_qd", "joint_f", "joint_target",
                                              "torques", "costs",    "rewards", "limits",
                                              "gains",   "armature", "ranges",  "joint_act"};
constexpr std::string_view kVectorArrays[] = {"body_com",        "body_vel",   "contact_points",
                                              "contact_normals", "joint_axis", "waypoints",
                                              "goals",           "sensor_pos", "landmarks"};
constexpr std::string_view kIndexArrays[] = {"joint_parent", "joint_type",  "body_ids",
                                             "env_ids",      "shape_ids",   "contact_ids",
                                             "dof_start",    "actuator_ids"};
constexpr std::string_view kScalarArgs[] = {"dt",       "kp",      "kd",         "max_torque",
                                            "friction", "margin",  "gain",       "limit_ke",
                                            "limit_kd", "horizon", "cost_scale", "smoothing"};
constexpr std::string_view kVectorArgs[] = {"gravity", "target", "base_pos", "goal",
                                            "axis",    "com",    "offset"};
constexpr std::string_view kScalars[] = {"q",     "qd",   "tau",   "err",   "theta",
                                         "angle", "cost", "dist",  "speed", "gain_val",
                                         "depth", "w",    "reward"};
constexpr std::string_view kVectors[] = {"pos",    "vel",   "r",     "axis_w", "com_w", "force",
                                         "torque", "omega", "lever", "point",  "dp",    "goal_dir"};
constexpr std::string_view kOutputs[] = {"joint_f_out", "rewards_out", "cost_out", "out",
                                         "obs",         "joint_q_out", "commands", "distances"};
constexpr std::string_view kVectorOutputs[] = {"body_f",         "body_pos_out", "forces",
                                               "contact_forces", "tip_pos",      "velocities_out"};
constexpr std::string_view kKernels[] = {"compute", "eval",  "integrate", "update",
                                         "control", "solve", "apply",     "reset",
                                         "track",   "plan",  "transform", "clamp"};
constexpr std::string_view kConstants[] = {"MAX_TORQUE",     "KP",       "KD",  "GRAVITY",
                                           "CONTACT_MARGIN", "NUM_DOFS", "EPS", "TIME_STEP"};
constexpr std::string_view kHelpers[] = {"pd_control",     "joint_limit_force", "contact_force",
                                         "pose_error",     "angle_diff",        "smooth_cost",
                                         "friction_coeff", "saturate",          "spatial_point"};
constexpr std::string_view kStructs[] = {"Joint", "Body", "ContactInfo", "ControlParams",
                                         "State", "Link", "Actuator",    "Goal"};
}  // namespace robotics

namespace geometry {
constexpr std::string_view kScalarArrays[] = {"areas",   "distances", "curvature", "angles",
                                              "weights", "field",     "values",    "lengths",
                                              "samples", "errors",    "signal"};
constexpr std::string_view kVectorArrays[] = {
    "points", "verts",          "normals", "face_normals", "a",
    "b",      "control_points", "queries", "barycentric",  "centers"};
constexpr std::string_view kIndexArrays[] = {"indices", "triangles", "edges", "cells",
                                             "offsets", "ids",       "keys",  "parents"};
constexpr std::string_view kScalarArgs[] = {"eps",    "h",       "scale",  "cell_size", "tolerance",
                                            "radius", "spacing", "factor", "threshold", "t0"};
constexpr std::string_view kVectorArgs[] = {"origin",       "lower", "upper",  "center",
                                            "plane_normal", "axis",  "extent", "direction"};
constexpr std::string_view kScalars[] = {"d",    "area", "t", "u", "s", "len_sq", "angle",
                                         "dist", "cot",  "x", "a", "b", "k",      "denom"};
constexpr std::string_view kVectors[] = {"p", "e0", "e1",   "n",   "ab",      "ac",
                                         "q", "c",  "diff", "mid", "tangent", "w"};
constexpr std::string_view kOutputs[] = {"out",     "result",     "areas_out", "out_dist",
                                         "quality", "values_out", "dst",       "measure"};
constexpr std::string_view kVectorOutputs[] = {"out_points", "closest",   "normals_out",
                                               "smoothed",   "projected", "offsets_out"};
constexpr std::string_view kKernels[] = {"compute",  "measure",  "smooth",   "closest",
                                         "refine",   "evaluate", "map",      "gather",
                                         "resample", "classify", "subdivide"};
constexpr std::string_view kConstants[] = {"EPS",        "TOLERANCE", "CELL_SIZE", "SCALE",
                                           "MAX_RADIUS", "SPACING",   "NUM_STEPS"};
constexpr std::string_view kHelpers[] = {"triangle_area",  "edge_length",   "project_point",
                                         "plane_distance", "closest_param", "cotangent",
                                         "bounds_overlap", "interpolate",   "angle_between"};
constexpr std::string_view kStructs[] = {"Triangle", "Plane",   "Bounds", "Edge",
                                         "Grid",     "Segment", "Cell"};
}  // namespace geometry

#define WARPLOOM_THEME(space)                                                                    \
  {                                                                                              \
    #space, {                                                                                    \
      Names(space::kScalarArrays), Names(space::kVectorArrays), Names(kMatrixArrays),            \
          Names(kRotationArrays), Names(kPoseArrays), Names(space::kIndexArrays),                \
          Names(space::kScalarArgs), Names(space::kVectorArgs), Names(space::kScalars),          \
          Names(space::kVectors), Names(kMatrices), Names(kRotations), Names(kPoses),            \
          Names(kIntegers), Names(kFlags), Names(space::kOutputs), Names(space::kVectorOutputs), \
          Names(space::kKernels), Names(space::kConstants), Names(space::kHelpers),              \
          Names(space::kStructs)                                                                 \
    }                                                                                            \
  }

constexpr Theme kThemes[] = {
    WARPLOOM_THEME(simulation), WARPLOOM_THEME(graphics), WARPLOOM_THEME(learning),
    WARPLOOM_THEME(robotics),   WARPLOOM_THEME(geometry),
};

#undef WARPLOOM_THEME

}  // namespace

std::span<const Theme> Themes() { return kThemes; }

Role RoleOfLocal(lang::Type type) {
  switch (type.kind) {
    case lang::TypeKind::kVec:
      return Role::kVector;
    case lang::TypeKind::kMat:
      return Role::kMatrix;
    case lang::TypeKind::kQuat:
      return Role::kRotation;
    case lang::TypeKind::kTransform:
    case lang::TypeKind::kStruct:
      return Role::kPose;
    case lang::TypeKind::kScalar:
    case lang::TypeKind::kVoid:
    case lang::TypeKind::kString:
    case lang::TypeKind::kTuple:
    case lang::TypeKind::kFunction:
    case lang::TypeKind::kOpaque:
    case lang::TypeKind::kTile:
      break;
  }
  return type.is_bool() ? Role::kFlag : type.is_int() ? Role::kInteger : Role::kScalar;
}

Role RoleOfArray(lang::Type element, bool is_output) {
  switch (element.kind) {
    case lang::TypeKind::kVec:
      return is_output ? Role::kVectorOutput : Role::kVectorArray;
    case lang::TypeKind::kMat:
      return Role::kMatrixArray;
    case lang::TypeKind::kQuat:
      return Role::kRotationArray;
    case lang::TypeKind::kTransform:
      return Role::kPoseArray;
    case lang::TypeKind::kVoid:
    case lang::TypeKind::kScalar:
    case lang::TypeKind::kStruct:
    case lang::TypeKind::kString:
    case lang::TypeKind::kTuple:
    case lang::TypeKind::kFunction:
    case lang::TypeKind::kOpaque:
    case lang::TypeKind::kTile:
      break;
  }
  if (is_output) {
    return Role::kOutput;
  }
  return lang::IsFloat(element.scalar) ? Role::kScalarArray : Role::kIndexArray;
}

}  // namespace warploom::synth::names
