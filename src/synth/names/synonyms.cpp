#include "synth/names/synonyms.h"

#include <algorithm>
#include <array>

namespace warploom::synth::names {
namespace {

using lang::Type;

// The kind of value that a name is for: "x" has other synonyms among floats than among vectors.
enum class Of : uint8_t { kAny, kFloat, kInt, kVec, kMat, kRotation, kArray };

Of KindOf(Type type) {
  if (type.is_array()) {
    return Of::kArray;
  }
  return type.is_float()                         ? Of::kFloat
         : type.is_vec()                         ? Of::kVec
         : type.is_mat()                         ? Of::kMat
         : type.is_quat() || type.is_transform() ? Of::kRotation
         : type.is_int()                         ? Of::kInt
                                                 : Of::kAny;
}

struct Row {
  std::string_view name;
  Of of;
  std::string_view words;
};

// Sorted by name. Lists the names that motifs request most and that clash most often.
constexpr std::array kRows = std::to_array<Row>({
    {"A", Of::kMat, "mat B M lhs"},
    {"F", Of::kMat, "F_def def_grad Fi"},
    {"H", Of::kMat, "hess Hm"},
    {"J", Of::kAny, "vol_ratio det_F jac"},
    {"M", Of::kMat, "mat A W"},
    {"R", Of::kMat, "rot_mat Rm frame"},
    {"S", Of::kMat, "sym stress Sm"},
    {"X", Of::kRotation, "tf pose xform"},
    {"a", Of::kFloat, "first lhs ax coef_a"},
    {"a", Of::kInt, "first lhs ia left"},
    {"a", Of::kVec, "va pa first corner_a"},
    {"acc", Of::kFloat, "accum total running acc_val"},
    {"acc", Of::kInt, "accum tally running"},
    {"acc", Of::kVec, "accum total_vec acc_vec running"},
    {"alpha", Of::kFloat, "blend frac mix amount"},
    {"angle", Of::kFloat, "theta phi rot_angle"},
    {"axis", Of::kVec, "axis_dir unit_axis hinge_dir"},
    {"b", Of::kFloat, "second rhs bx coef_b"},
    {"b", Of::kInt, "second rhs ib right"},
    {"b", Of::kVec, "vb pb second corner_b"},
    {"base", Of::kAny, "origin_val start_val root"},
    {"best", Of::kAny, "closest lowest winner"},
    {"bin", Of::kInt, "bucket slot cell_id"},
    {"bits", Of::kInt, "word packed code"},
    {"c", Of::kFloat, "coef cval third"},
    {"c", Of::kInt, "ic third col_id"},
    {"c", Of::kVec, "vc pc center third"},
    {"center", Of::kAny, "mid_val here middle"},
    {"closest", Of::kAny, "nearest proj best"},
    {"code", Of::kInt, "key label tag"},
    {"color", Of::kVec, "rgb tint col shade"},
    {"count", Of::kInt, "num hits cnt tally"},
    {"cov", Of::kMat, "sigma_mat cov_mat"},
    {"d", Of::kFloat, "dist delta gap sep"},
    {"d", Of::kInt, "diff delta step"},
    {"d", Of::kVec, "dir delta disp offset"},
    {"data", Of::kArray, "values buffer samples"},
    {"delta", Of::kFloat, "change diff incr"},
    {"delta", Of::kVec, "disp diff rel offset"},
    {"denom", Of::kFloat, "divisor den norm_val"},
    {"depth", Of::kAny, "penetration depth_val overlap"},
    {"diff", Of::kFloat, "delta err change"},
    {"diff", Of::kVec, "delta rel disp"},
    {"dir", Of::kVec, "direction unit heading"},
    {"dist", Of::kFloat, "distance gap sep range_val"},
    {"dt", Of::kAny, "time_step delta_t h"},
    {"dx", Of::kFloat, "step_x gx diff_x"},
    {"dy", Of::kFloat, "step_y gy diff_y"},
    {"e", Of::kFloat, "err energy ei"},
    {"e", Of::kVec, "edge edge_vec ei"},
    {"energy", Of::kAny, "potential work_done psi"},
    {"err", Of::kAny, "error residual mismatch"},
    {"f", Of::kFloat, "fval force_val freq"},
    {"f", Of::kVec, "force f_vec fi"},
    {"factor", Of::kAny, "scale_by multiplier coef"},
    {"flags", Of::kArray, "masks states status"},
    {"force", Of::kAny, "f_total push load"},
    {"g", Of::kFloat, "grad gi slope"},
    {"g", Of::kVec, "grad g_vec gi"},
    {"h", Of::kFloat, "height step_len hh"},
    {"h", Of::kInt, "hash hval mixed"},
    {"h", Of::kVec, "half halfway half_dir"},
    {"i", Of::kInt, "ii idx it"},
    {"idx", Of::kInt, "index where slot"},
    {"index", Of::kInt, "idx at place"},
    {"j", Of::kInt, "jj m nb"},
    {"k", Of::kFloat, "coef kappa stiff"},
    {"k", Of::kInt, "m l kk n"},
    {"key", Of::kInt, "code sort_key tag"},
    {"l", Of::kFloat, "len length span"},
    {"l", Of::kInt, "left lo ll"},
    {"lap", Of::kAny, "laplacian lap_val curv"},
    {"left", Of::kAny, "lo first west"},
    {"length", Of::kFloat, "len span extent"},
    {"low", Of::kAny, "lower floor_val lo"},
    {"m", Of::kFloat, "mass mi weight"},
    {"m", Of::kInt, "mm n kk"},
    {"m", Of::kMat, "mat M W"},
    {"mask", Of::kInt, "bits select keep"},
    {"mid", Of::kFloat, "middle center half_way"},
    {"mid", Of::kInt, "middle pivot half"},
    {"mid", Of::kVec, "midpoint center halfway"},
    {"n", Of::kInt, "num count size"},
    {"n", Of::kVec, "normal nrm n_hat"},
    {"next_x", Of::kAny, "x_next new_x x_new"},
    {"normal", Of::kVec, "nrm n n_hat"},
    {"offset", Of::kInt, "base shift start_idx"},
    {"offset", Of::kVec, "shift disp rel"},
    {"omega", Of::kAny, "ang_vel w_body spin"},
    {"out", Of::kArray, "result output dest"},
    {"p", Of::kFloat, "prob pressure pval"},
    {"p", Of::kVec, "point pos pt"},
    {"phi", Of::kFloat, "phase level potential"},
    {"points", Of::kArray, "positions samples locations"},
    {"pos", Of::kVec, "position point loc"},
    {"positions", Of::kArray, "points centers locations"},
    {"q", Of::kFloat, "joint_pos ratio qi"},
    {"q", Of::kInt, "quot qi place"},
    {"q", Of::kRotation, "rot orient quat_i"},
    {"q", Of::kVec, "query point qi"},
    {"r", Of::kFloat, "radius ratio rad"},
    {"r", Of::kInt, "rem right rr"},
    {"r", Of::kRotation, "rot orient turn"},
    {"r", Of::kVec, "arm rel lever"},
    {"radius", Of::kFloat, "rad r_max cutoff"},
    {"rel", Of::kVec, "diff delta between"},
    {"result", Of::kAny, "res outcome final"},
    {"right", Of::kAny, "hi last east"},
    {"rng", Of::kAny, "state rng_state stream"},
    {"rot", Of::kRotation, "orient turn frame_rot"},
    {"s", Of::kFloat, "scale frac amount"},
    {"s", Of::kInt, "sign total step"},
    {"samples", Of::kArray, "values signal readings"},
    {"scale", Of::kFloat, "factor gain mult"},
    {"score", Of::kAny, "rating match quality_val"},
    {"seed", Of::kAny, "rng_seed base_seed random_seed"},
    {"sigma", Of::kFloat, "spread stddev width_val"},
    {"slot", Of::kInt, "place bucket entry"},
    {"slope", Of::kFloat, "grad tilt deriv"},
    {"speed", Of::kFloat, "vel_mag rate_val pace"},
    {"start", Of::kInt, "begin first lo"},
    {"start", Of::kFloat, "begin initial seed_val"},
    {"state", Of::kInt, "cur_state status phase"},
    {"state", Of::kAny, "current status"},
    {"step", Of::kAny, "incr stride delta"},
    {"sum", Of::kAny, "total accum running"},
    {"t", Of::kFloat, "s param frac"},
    {"t", Of::kRotation, "tf xform pose"},
    {"t", Of::kVec, "tangent along shift"},
    {"tau", Of::kFloat, "torque effort drive"},
    {"theta", Of::kFloat, "angle phi heading"},
    {"threshold", Of::kAny, "cutoff limit level"},
    {"tmp", Of::kAny, "swap held old_val"},
    {"torque", Of::kVec, "moment twist_val tau_vec"},
    {"total", Of::kFloat, "acc accum running"},
    {"total", Of::kInt, "tally running accum"},
    {"total", Of::kVec, "accum net running"},
    {"u", Of::kFloat, "param frac u_val"},
    {"u", Of::kVec, "u_dir unit axis_u"},
    {"v", Of::kFloat, "val speed amount"},
    {"v", Of::kInt, "val vert value"},
    {"v", Of::kVec, "vel vec vert"},
    {"value", Of::kAny, "val entry item"},
    {"values", Of::kArray, "samples data readings"},
    {"vel", Of::kVec, "velocity v v_cur"},
    {"vel", Of::kFloat, "speed rate_val v"},
    {"w", Of::kFloat, "weight wt wi"},
    {"w", Of::kInt, "word width_val ww"},
    {"w", Of::kVec, "omega ang_vel w_vec"},
    {"weight", Of::kFloat, "wt w share"},
    {"weights", Of::kArray, "coefs importance shares"},
    {"width", Of::kAny, "cols size_x num_cols"},
    {"x", Of::kFloat, "val arg xv"},
    {"x", Of::kInt, "val word xi"},
    {"x", Of::kVec, "pos point xv"},
    {"x", Of::kArray, "inputs values samples"},
    {"xi", Of::kVec, "p_i pos_i self_pos"},
    {"xi", Of::kFloat, "x_cur val_i xv"},
    {"xj", Of::kVec, "p_j pos_j other_pos"},
    {"y", Of::kFloat, "out_val resp yv"},
    {"y", Of::kInt, "other yi word_b"},
    {"y", Of::kArray, "targets outputs values_y"},
    {"z", Of::kFloat, "height zv pre_act"},
});

}  // namespace

std::string_view Synonyms(std::string_view name, Type type) {
  const Of wanted = KindOf(type);
  std::string_view any;
  for (const Row& row : std::ranges::equal_range(kRows, name, {}, &Row::name)) {
    if (row.of == wanted) {
      return row.words;
    }
    any = row.of == Of::kAny ? row.words : any;
  }
  return any;
}

}  // namespace warploom::synth::names
