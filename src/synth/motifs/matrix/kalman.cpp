// The prediction or the update step of a Kalman filter with a small state.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/matrices.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// x <- F x + u, P <- F P F^T + Q
void PredictState(Sketch& s, const State& x, const State& p, Type real) {
  const Type mat = p.value.type;
  const Type vec = x.value.type;
  Val f;
  if (mat.rows == 2) {
    f = Named(
        s,
        s.Make(mat, {s.Real(1.0, real), TimeStep(s, real), s.Real(0.0, real),
                     s.rng().Chance(0.6) ? s.Real(1.0, real) : s.DrawNumber(real, 0.8, 0.99)}),
        {"F", "Phi", "A"});
  } else {
    f = Arg(s, mat, {"transition", "F_mat", "Phi"}, {-1.0, 1.0});
  }
  WriteState(
      s, x,
      Plus({Product(f, x.value),
            (s.rng().Chance(0.4) ? Times({Read(s, vec, {"controls", "inputs_u"}, {"u", "ctrl"}),
                                          s.DrawNumber(real, 0.1, 1.0)})
                                 : s.Draw(vec, 1))}),
      {"x_pred", "states_out"});
  const Val noise = s.rng().Chance(0.5)
                        ? Arg(s, real, {"process_noise", "q"}, {0.001, 0.1}) * Identity(s, mat)
                        : Arg(s, mat, {"Q", "process_cov"}, {0.0, 0.1});
  WriteState(s, p, Product(Product(f, p.value), Transposed(f)) + noise, {"P_pred", "covs_out"});
}

// The update by one scalar measurement.
void UpdateState(Sketch& s, const State& x, const State& p, Type real) {
  const Type vec = x.value.type;
  const Val h = s.rng().Chance(0.5) ? Arg(s, vec, {"H", "obs_row", "c_vec"}, {0.1, 1.0})
                                    : Read(s, vec, {"obs_rows", "measurement_jac"}, {"h", "row"});
  const Val z = s.ThreadElement(InputNamed(s, real, {"measurements", "z", "observations"}));
  const Val innovation = Named(s, z - s.Call("dot", {h, x.value}), {"innov", "y", "residual"});
  const Val ph = Named(s, Product(p.value, h), {"Ph", "PHt"});
  const Val spread = Named(
      s,
      s.Call("max", {s.Call("dot", {h, ph}) + Arg(s, real, {"meas_noise", "r_var"}, {0.05, 1.0}),
                     s.Real(0.01, real)}),
      {"S", "s_var"});
  const Val gain = s.Let(ph / Known(spread, 0.01, 1e4), {"K", "gain"});
  if (s.rng().Chance(0.3)) {
    Emit(s, innovation * innovation / Known(spread, 0.01, 1e4), {"nis", "gate_out"});
  }
  WriteState(s, x, x.value + gain * innovation, {"x_new", "states_out"});
  WriteState(s, p, p.value - s.Call("outer", {gain, ph}), {"P_new", "covs_out"});
}

void DrawKalman(Sketch& s) {
  const Type real = Precise(s);
  const int n = static_cast<int>(s.rng().Choose(std::array{2, 2, 3, 4}));
  const Type mat = lang::MatType(n, n, real.scalar);
  const Type vec = lang::VecType(n, real.scalar);
  const State x = ReadState(s, vec, {"states", "x_est", "means"}, {"x", "mean_i", "xk"});
  const State p = ReadState(s, mat, {"covariances", "P_est", "covs"}, {"P", "Pk", "cov"});
  if (s.rng().Chance(0.5)) {
    return PredictState(s, x, p, real);
  }
  UpdateState(s, x, p, real);
}

}  // namespace

Motif KalmanMotif() {
  return {.name = "kalman",
          .family = Family::kMatrix,
          .weight = 0.6,
          .draw = DrawKalman,
          .theme = "robotics"};
}

}  // namespace warploom::synth::motifs
