// Control flow: contacts, state machines, boundaries, limiters, controllers, searches, small sorts.
#include <array>

#include "synth/families/choices.h"
#include "synth/families/control_flow.h"

namespace warploom::synth {

using lang::BinaryOp;
using lang::kInt;
using lang::Type;

// A penalty contact: normal force, damping when closing, friction up to Coulomb's limit.
void DrawContact(Sketch& s) {
  const Type real = s.real();
  const Val gap = s.Let(s.Own(s.InputArray(real)) -
                            s.NewArg(real, 0.0, 0.5, OneOf(s, {"radius", "thickness", "margin"})),
                        OneOf(s, {"d", "gap", "c", "dist"}));
  const Val vn = s.Let(Another(s, OneOf(s, {"normal_speed", "vel_n", "rel_speed"})), "vn");
  const Val ke = s.NewArg(real, 1.0, 10.0, OneOf(s, {"ke", "stiffness", "contact_ke"}));
  const bool tangential = s.rng().Chance(0.5);
  const Val vt =
      tangential ? s.Let(Another(s, OneOf(s, {"tangent_speed", "slip", "vel_t"})), "vt") : Val{};
  Val force = s.Let(s.Real(0.0), OneOf(s, {"fn", "f", "force"}));
  Val friction = tangential ? s.Let(s.Real(0.0), OneOf(s, {"ft", "friction"})) : Val{};
  s.Hide(force);
  s.If(gap < 0.0, [&] {
    s.Set(force, -ke * gap);
    const Val kd = s.NewArg(real, 0.1, 2.0, OneOf(s, {"kd", "contact_kd", "damping"}));
    const bool restitution = s.rng().Chance(0.3);
    s.If(
        vn < 0.0, [&] { s.Update(force, BinaryOp::kSub, kd * vn); },
        restitution ? std::function<void()>([&] {
          s.Update(force, BinaryOp::kMul, s.NewArg(real, 0.1, 0.9, "restitution"));
        })
                    : nullptr);
    if (!tangential) {
      return;
    }
    const Val limit =
        s.Let(s.NewArg(real, 0.1, 1.0, "mu") * force, OneOf(s, {"limit", "max_ft", "cone"}));
    const Val trial = s.Let(-s.NewArg(real, 0.5, 4.0, "kf") * vt, OneOf(s, {"trial", "stick"}));
    if (s.rng().Chance(0.5)) {
      s.IfChain(
          std::array{trial > limit, trial < -limit},
          [&](int branch) {
            s.Set(friction, branch == 0 ? limit : branch == 1 ? -limit : trial);
          },
          true);
    } else {
      s.Set(friction,
            s.Select(s.Call("abs", {trial}) <= limit, trial, s.Call("sign", {trial}) * limit));
    }
  });
  s.Hide(force, false);
  s.Output(force);
  if (tangential) {
    s.Output(friction);
  }
}

// state -> next state by what a sensor reads.
void DrawStateMachine(Sketch& s) {
  const Type real = s.real();
  const auto states = s.rng().Between(2, 4);
  const int array = s.NewArray({kInt,
                                {},
                                lang::Fill::kUniform,
                                0.0,
                                static_cast<double>(states - 1),
                                Access::kInput,
                                OneOf(s, {"states", "phases", "modes_in", "fsm_state"})});
  const Val state = s.Let(s.Own(array), OneOf(s, {"state", "phase"}));
  const Val x = Source(s, OneOf(s, {"x", "signal", "speed", "level"}));
  Val next = s.Mutable(state, OneOf(s, {"next_state", "new_state", "nxt"}),
                       Between(0.0, static_cast<double>(states)));
  s.Hide(next);
  const bool timed = s.rng().Chance(0.4);
  Val timer = timed ? s.Let(s.Own(s.NewArray({real,
                                              {},
                                              lang::Fill::kUniform,
                                              0.0,
                                              2.0,
                                              Access::kInput,
                                              OneOf(s, {"timers", "elapsed", "clock"})})) +
                                s.NewArg(real, 0.001, 0.1, "dt"),
                            OneOf(s, {"timer", "t", "age"}))
                    : Val{};
  std::vector<Val> conditions;
  const bool has_else = s.rng().Chance(0.5);
  static constexpr std::array<std::string_view, 4> kNames = {"IDLE", "ACTIVE", "COOLDOWN", "DONE"};
  const Choices choices(s, OneOf(s, {"State", "Phase"}),
                        std::span(kNames).first(static_cast<size_t>(states)));
  for (int64_t i = 0; i < states - (has_else ? 1 : 0); ++i) {
    conditions.push_back(state == choices[i]);
  }
  s.IfChain(
      conditions,
      [&](int branch) {
        const auto to = static_cast<int64_t>((branch + 1) % states);
        const Val limit = s.DrawThreshold(x);
        const Val ready = timed && s.rng().Chance(0.6) ? timer > s.DrawNumber(real, 0.2, 1.5)
                          : s.rng().Chance(0.5)        ? x > limit
                                                       : x < limit;
        const auto go = [&] {
          s.Set(next, choices[to]);
          if (timed) {
            s.Set(timer, s.Real(0.0));
          }
        };
        if (branch > 0 && s.rng().Chance(0.35)) {
          return s.IfChain(
              std::array{ready, s.DrawCondition(1)},
              [&](int k) { k == 0 ? go() : s.Set(next, choices[0]); }, false);
        }
        s.If(ready, go);
      },
      has_else);
  s.Hide(next, false);
  s.Output(next, OneOf(s, {"states_out", "next_states", ""}));
  if (timed) {
    s.Output(timer);
  }
}

// Differences inside a grid, another rule on its edge.
void DrawBoundary(Sketch& s) {
  const Type real = s.real();
  const int u = s.NewArray({real, {}, lang::Fill::kUniform, -1.0, 1.0, Access::kInput, ""});
  const auto axes = static_cast<size_t>(s.ndim());
  const auto at = [&](size_t axis, int step) {
    std::vector<Val> index;
    for (size_t k = 0; k < axes; ++k) {
      const Val i = s.Thread(static_cast<int>(k));
      const double last = s.dims()[k] - 1.0;
      index.push_back(k != axis || step == 0 ? i : Known(step > 0 ? i + 1.0 : i - 1.0, 0.0, last));
    }
    return s.At(u, index);
  };
  const Val here = s.Let(s.Own(u), OneOf(s, {"center", "u0", "here", "c"}));
  if (axes == 1 && s.rng().Chance(0.5)) {
    const Val i = s.Thread(0);
    const Val inv = s.NewArg(real, 0.5, 4.0, OneOf(s, {"inv_dx", "inv_h", "scale"}));
    Val slope = s.Let(s.Real(0.0), OneOf(s, {"grad", "slope", "du"}));
    s.IfChain(
        std::array{i == 0.0, i == s.SizeOf(u, 0) - s.Int(1)},
        [&](int branch) {
          s.Set(slope, branch == 0   ? (at(0, 1) - here) * inv
                       : branch == 1 ? (here - at(0, -1)) * inv
                                     : 0.5 * (at(0, 1) - at(0, -1)) * inv);
        },
        true);
    return s.Output(slope);
  }
  const size_t used = std::min<size_t>(axes, 2);
  const bool edge = s.rng().Chance(0.5);
  Val condition;
  for (size_t k = 0; k < used; ++k) {
    const Val i = s.Thread(static_cast<int>(k));
    const Val end = s.SizeOf(u, static_cast<int>(k)) - s.Int(1);
    const Val one = edge ? i == 0.0 || i == end : i > 0.0 && i < end;
    condition = k == 0 ? one : edge ? condition || one : condition && one;
  }
  Val total = at(0, 1);
  for (size_t k = 0; k < used; ++k) {
    total = k == 0 ? at(k, -1) + total : total + at(k, -1) + at(k, 1);
  }
  const Val neighbours = total;
  const Val laplacian = neighbours - 2.0 * static_cast<double>(used) * here;
  const bool diffuses = s.rng().Chance(0.6);
  const Val rate = s.NewArg(real, 0.05, 0.25, OneOf(s, {"alpha", "rate", "kappa", "omega"}));
  const auto inner = [&] {
    return diffuses ? here + rate * laplacian
                    : (1.0 - rate) * here + rate * neighbours / (2.0 * static_cast<double>(used));
  };
  const auto outer = [&] {
    return s.rng().Chance(0.4)   ? s.Real(0.0)
           : s.rng().Chance(0.5) ? s.DrawNumber(real, 0.1, 1.0) * here
                                 : here;
  };
  if (edge && s.rng().Chance(0.5)) {
    const int out = s.NewArray({real, {}, lang::Fill::kZero, 0.0, 0.0, Access::kOwned, ""});
    s.If(condition, [&] {
      s.StoreOwn(out, outer());
      s.builder().Return();
    });
    return s.StoreOwn(out, inner());
  }
  Val next =
      s.Mutable(s.rng().Chance(0.5) ? here : s.Real(0.0), OneOf(s, {"next_u", "value", "updated"}));
  s.Hide(next);
  if (edge) {
    s.If(condition, [&] { s.Set(next, outer()); }, [&] { s.Set(next, inner()); });
  } else {
    s.If(condition, [&] { s.Set(next, inner()); });
  }
  s.Hide(next, false);
  s.Output(next);
}

// A slope limiter of two differences.
void DrawLimiter(Sketch& s) {
  const Type real = s.real();
  const Val a = s.Let(s.Own(s.InputArray(real)), OneOf(s, {"a", "left", "dl"}));
  const Val b = s.Let(Another(s), OneOf(s, {"b", "right", "dr"}));
  Val slope = s.Let(s.Real(0.0), OneOf(s, {"slope", "limited", "phi"}));
  s.Hide(slope);
  const auto size = [&](const Val& v) { return s.Call("abs", {v}); };
  const bool sign_test = s.rng().Chance(0.6);
  s.If(sign_test ? a * b > 0.0 : (a > 0.0 && b > 0.0) || (a < 0.0 && b < 0.0), [&] {
    switch (s.rng().Below(4)) {
      case 0:
        return s.If(size(a) < size(b), [&] { s.Set(slope, a); }, [&] { s.Set(slope, b); });
      case 1:
        return s.Set(slope, 2.0 * a * b / s.Let(a + b, "total"));
      case 2: {
        const Val mean = s.Let(0.5 * (a + b), "mean");
        const Val theta = s.NewArg(real, 1.0, 2.0, "theta");
        return s.Set(slope,
                     s.Call("sign", {mean}) *
                         s.Call("min", {size(mean), theta * s.Call("min", {size(a), size(b)})}));
      }
      default: {
        const Val s1 = s.Let(s.Call("min", {2.0 * size(a), size(b)}), "s1");
        const Val s2 = s.Let(s.Call("min", {size(a), 2.0 * size(b)}), "s2");
        return s.Set(slope, s.Call("sign", {a}) * s.Call("max", {s1, s2}));
      }
    }
  });
  s.Hide(slope, false);
  s.Output(s.rng().Chance(0.5) ? slope : s.Draw(real, 0) + 0.5 * slope);
}

// A controller with a deadband, saturation and an integral that stops at the limit.
void DrawController(Sketch& s) {
  const Type real = s.real();
  const Val measured = s.Own(s.InputArray(real));
  const Val target = s.rng().Chance(0.5)
                         ? s.NewArg(real, -1.0, 1.0, OneOf(s, {"target", "setpoint", "goal"}))
                         : Another(s, OneOf(s, {"targets", "setpoints", "joint_target"}));
  const Val error = s.Let(target - measured, OneOf(s, {"err", "error", "e"}));
  const Val kp = s.NewArg(real, 0.5, 4.0, OneOf(s, {"kp", "gain"}));
  Val command = s.Let(kp * error, OneOf(s, {"u", "cmd", "tau", "command"}));
  if (s.rng().Chance(0.6)) {
    const Val band = s.NewArg(real, 0.01, 0.2, OneOf(s, {"deadband", "band", "tolerance"}));
    const bool shifted = s.rng().Chance(0.5);
    if (shifted) {
      s.IfChain(
          std::array{error > band, error < -band},
          [&](int branch) {
            s.Set(command, branch == 0   ? kp * (error - band)
                           : branch == 1 ? kp * (error + band)
                                         : s.Real(0.0));
          },
          true);
    } else {
      s.If(s.Call("abs", {error}) < band, [&] { s.Set(command, s.Real(0.0)); });
    }
  }
  const Val limit = s.NewArg(real, 0.5, 2.0, OneOf(s, {"max_torque", "limit", "u_max"}));
  const bool integral = s.rng().Chance(0.5);
  Val sum = integral ? s.Let(Another(s, OneOf(s, {"integral", "err_sum"})),
                             OneOf(s, {"acc_err", "integ"}))
                     : Val{};
  if (integral) {
    s.Update(command, BinaryOp::kAdd, s.NewArg(real, 0.01, 0.5, "ki") * sum);
    s.If(s.Call("abs", {command}) < limit,
         [&] { s.Set(sum, sum + error * s.NewArg(real, 0.001, 0.1, "dt")); });
    s.Output(sum);
  }
  switch (s.rng().Below(3)) {
    case 0:
      s.IfChain(
          std::array{command > limit, command < -limit},
          [&](int branch) { s.Set(command, branch == 0 ? limit : -limit); }, false);
      return s.Output(command);
    case 1:
      return s.Output(
          s.Select(command > limit, limit, s.Select(command < -limit, -limit, command)));
    default:
      return s.Output(s.Call("clamp", {command, -limit, limit}));
  }
}

// The first, the nearest or the number of entries of a row that pass; continue skips, break ends.
void DrawSearch(Sketch& s) {
  const Type real = s.real();
  const int length = s.rng().Choose(std::array{4, 8, 16, 32, 64});
  const int table = s.NewArray(
      {real, {s.dims()[0], length}, lang::Fill::kUniform, -1.0, 1.0, Access::kInput, ""});
  const Val x = Source(s, OneOf(s, {"query", "x", "key"}));
  const Val bound = s.rng().Chance(0.5) ? s.SizeOf(table, 1) : s.Int(length);
  const auto kind = s.rng().Below(3);
  Val found =
      s.Mutable(s.Int(kind == 2 ? 0 : -1),
                kind == 2 ? OneOf(s, {"hits", "count"}) : OneOf(s, {"found", "best", "index"}),
                Between(-1.0, length));
  Val best = kind == 1 ? s.Mutable(s.Real(s.rng().Chance(0.5) ? 1000.0 : 100.0),
                                   OneOf(s, {"best_dist", "closest", "min_d"}))
                       : Val{};
  s.Hide(found);
  const bool skips = s.rng().Chance(0.5);
  const Val tolerance =
      kind == 1 ? Val{} : s.NewArg(real, 0.05, 0.5, OneOf(s, {"tolerance", "eps", "threshold"}));
  s.For(OneOf(s, {"k", "j", "n"}), Val{}, bound, 0, [&](Val k) {
    const Val value = s.Let(s.At(table, {s.Thread(0), k}), OneOf(s, {"v", "value", "other"}));
    if (skips) {
      const Val skip =
          s.rng().Chance(0.5) ? k == s.Thread(0) : value < s.DrawNumber(real, -0.8, 0.0);
      s.If(skip, [&] { s.Continue(); });
    }
    const Val d = s.Let(s.Call("abs", {value - x}), OneOf(s, {"d", "diff", "gap"}));
    if (kind == 1) {
      return s.If(d < best, [&] {
        s.Set(best, d);
        s.Set(found, k);
      });
    }
    s.If(d < tolerance, [&] {
      if (kind == 0) {
        s.Set(found, k);
        return s.Break();
      }
      s.Update(found, BinaryOp::kAdd, s.Int(1));
      if (s.rng().Chance(0.4)) {
        s.If(found >= s.Int(s.rng().Between(2, 6)), [&] { s.Break(); });
      }
    });
  });
  s.Hide(found, false);
  s.Output(found);
  if (kind == 1 && s.rng().Chance(0.7)) {
    s.Output(best);
  }
}

// Three values put in order by exchanges; the middle, the spread or all of them.
void DrawSorting(Sketch& s) {
  const Type real = s.real();
  std::vector<Val> v = {s.Mutable(s.Own(s.InputArray(real)), OneOf(s, {"a", "lo", "x0"})),
                        s.Mutable(Another(s), OneOf(s, {"b", "mid", "x1"}))};
  const bool three = s.rng().Chance(0.7);
  if (three) {
    v.push_back(
        s.Mutable(s.rng().Chance(0.5) ? Another(s) : s.Draw(real, 1), OneOf(s, {"c", "hi", "x2"})));
  }
  for (const Val& one : v) {
    s.Hide(one);
  }
  const std::string_view spare = OneOf(s, {"tmp", "t", "swap"});
  const bool minmax = s.rng().Chance(0.3);
  const auto order = [&](size_t i, size_t j) {
    if (minmax) {
      const Val low = s.Let(s.Call("min", {v[i], v[j]}), spare);
      s.Set(v[j], s.Call("max", {v[i], v[j]}));
      return s.Set(v[i], low);
    }
    s.If(v[i] > v[j], [&] {
      const Val kept = s.Mutable(v[i], spare);
      s.Set(v[i], v[j]);
      s.Set(v[j], kept);
    });
  };
  order(0, 1);
  if (three) {
    order(1, 2);
    order(0, 1);
  }
  for (const Val& one : v) {
    s.Hide(one, false);
  }
  switch (s.rng().Below(3)) {
    case 0:
      return s.Output(three ? v[1] : v[0]);
    case 1:
      return s.Output(v.back() - v[0]);
    default:
      s.Output(v[0]);
      return s.Output(v.back());
  }
}

}  // namespace warploom::synth
