// The cost of a sampled plan: simulates a vehicle under a row of controls and adds up distance to
// the goal, obstacle penalties and control effort.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/records.h"
#include "synth/kit/simulation.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {
namespace {

using lang::BinaryOp;
using lang::Type;

// How the vehicle moves.
enum class Drive : uint8_t { kBicycle, kUnicycle, kPoint };

struct Plan {
  Type real, vec;
  Drive drive;
  int horizon = 16;
  int controls = -1;
  int obstacles = -1;
  int radii = -1;
  Val dt, steps, goal, obstacle_count, margin, radius;
  Val params;            // A struct of weights and limits; invalid if they are arguments.
  Val x, y, yaw, speed;  // The state, mutable.
  Val vx, vy;            // The velocity of a point mass.
};

// A weight or limit: a field of the struct or an argument.
Val Setting(Sketch& s, const Plan& plan, std::string_view name, double low, double high) {
  return plan.params.is_valid() ? s.Field(plan.params, name)
                                : Arg(s, plan.real, {name}, {low, high});
}

// The struct of weights and limits, with the fields that this plan uses.
void DrawParams(Sketch& s, Plan& plan) {
  Fields fields = {{"w_goal", plan.real, 0.1, 2.0}, {"w_u", plan.real, 0.01, 0.5}};
  if (plan.obstacles >= 0) {
    fields.push_back({"w_obs", plan.real, 1.0, 50.0});
  }
  if (plan.drive != Drive::kPoint) {
    fields.push_back({"v_max", plan.real, 1.0, 5.0});
  }
  if (plan.drive == Drive::kBicycle) {
    fields.push_back({"wheelbase", plan.real, 0.5, 3.0});
  }
  const Type record = s.NewRecord(OneOf(s, {"CostParams", "PlannerParams", "MpcParams"}), fields);
  plan.params = s.NewRecordArg(record, OneOf(s, {"params", "cfg", "mpc"}));
}

void DrawObstacles(Sketch& s, Plan& plan) {
  const int count = s.rng().Choose(std::array{4, 8, 16});
  plan.obstacles = TableNamed(s, plan.vec, {"obstacles", "obstacle_pos"}, count, {-4.0, 6.0});
  plan.obstacle_count = Extent(s, plan.obstacles, 0, OneOf(s, {"num_obstacles", "n_obs"}));
  if (s.rng().Chance(0.5)) {
    plan.radii = TableNamed(s, plan.real, {"obstacle_radii", "radii"}, count, {0.2, 1.0});
  } else {
    plan.radius = SharedValue(s, plan.real, {"obstacle_radius", "obs_r"}, {0.2, 1.0});
  }
  plan.margin = SharedValue(s, plan.real, {"margin", "safety", "clearance"}, {0.1, 0.5});
}

Plan DrawPlan(Sketch& s) {
  Plan plan;
  plan.real = Precise(s);
  plan.vec = VecOf(plan.real, 2);
  plan.drive = s.rng().Choose(std::array{Drive::kBicycle, Drive::kUnicycle, Drive::kPoint});
  plan.horizon = s.rng().Choose(std::array{10, 16, 20, 30, 50});
  plan.controls = Input(s, plan.vec, {s.dims()[0], plan.horizon},
                        OneOf(s, {"controls", "actions", "u_samples"}));
  plan.dt = Arg(s, plan.real, {"dt", "step_time"}, {0.02, 0.2});
  plan.steps = s.rng().Chance(0.7) ? s.SizeArg(plan.horizon, {"horizon", "num_steps", "T"})
                                   : Extent(s, plan.controls, 1, "horizon");
  plan.goal = Arg(s, plan.vec, {"goal", "target_xy"}, {2.0, 6.0});
  if (s.rng().Chance(0.75)) {
    DrawObstacles(s, plan);
  }
  if (s.rng().Chance(0.45)) {
    DrawParams(s, plan);
  }
  return plan;
}

void StartState(Sketch& s, Plan& plan) {
  const bool shared = s.rng().Chance(0.6);
  const Type four = VecOf(plan.real, 4);
  const Val start = shared ? Arg(s, four, {"start", "x0_state", "state0"}, {-1.0, 1.0})
                           : Read(s, four, {"starts", "init_states"}, {"start", "s0"}, {-1.0, 1.0});
  plan.x = s.Mutable(start[0], "x");
  plan.y = s.Mutable(start[1], "y");
  if (plan.drive == Drive::kPoint) {
    plan.vx = s.Mutable(start[2], "vx");
    plan.vy = s.Mutable(start[3], "vy");
  } else {
    plan.yaw = MutableNamed(s, start[2], {"yaw", "theta", "heading"});
    plan.speed = MutableNamed(s, start[3], {"v", "speed"});
  }
}

void MovePoint(Sketch& s, Plan& plan, const Val& u) {
  s.Update(plan.vx, BinaryOp::kAdd, u[0] * plan.dt);
  s.Update(plan.vy, BinaryOp::kAdd, u[1] * plan.dt);
  s.Update(plan.x, BinaryOp::kAdd, plan.vx * plan.dt);
  s.Update(plan.y, BinaryOp::kAdd, plan.vy * plan.dt);
}

void MoveVehicle(Sketch& s, Plan& plan, const Val& u) {
  const Val top = Setting(s, plan, "v_max", 1.0, 5.0);
  const Val faster = plan.speed + u[0] * plan.dt;
  s.Set(plan.speed,
        s.Call("clamp", {faster, s.rng().Chance(0.5) ? -top : s.Real(0.0, plan.real), top}));
  if (plan.drive == Drive::kBicycle) {
    const Val limit = s.DrawLiteral(plan.real, 0.3, 0.7);
    const Val steer =
        Known(Named(s, s.Call("clamp", {u[1], -limit, limit}), {"steer", "delta"}), -0.7, 0.7);
    const Val base = Setting(s, plan, "wheelbase", 0.5, 3.0);
    s.Update(plan.yaw, BinaryOp::kAdd, plan.speed / base * s.Call("tan", {steer}) * plan.dt);
  } else {
    s.Update(plan.yaw, BinaryOp::kAdd, u[1] * plan.dt);
  }
  const Val way = Named(s, plan.speed * plan.dt, {"ds", "dist_step"});
  s.Update(plan.x, BinaryOp::kAdd, way * s.Call("cos", {plan.yaw}));
  s.Update(plan.y, BinaryOp::kAdd, way * s.Call("sin", {plan.yaw}));
}

// Adds the penalties of obstacles near a point, and sets `hit` on a collision.
void AddObstacles(Sketch& s, const Plan& plan, const Val& p, Val& cost, Val& hit) {
  const bool formula = s.rng().Chance(0.5);
  lang::FuncId penalty;
  if (formula) {
    const std::array params = {
        Sketch::Param{OneOf(s, {"d", "gap", "x"}), plan.real, Between(-2.0, 1.0)}};
    penalty = DefineFormula(s, {"penalty", "barrier", "proximity_cost"}, params, plan.real, 2);
  }
  const Val weight = Setting(s, plan, "w_obs", 1.0, 50.0);
  s.For({"k", "o"}, Val{}, plan.obstacle_count, 0, [&](const Val& k) {
    const Val r = plan.radii < 0 ? plan.radius : s.At(plan.radii, {k});
    const Val away = s.Call("length", {p - s.At(plan.obstacles, {k})});
    const Val d = Named(s, away - r, {"d", "clear", "gap_k"});
    s.If(d < plan.margin, [&] {
      const Val depth = formula ? Val{} : Named(s, plan.margin - d, {"pen", "depth", "inside"});
      s.Update(cost, BinaryOp::kAdd,
               weight * (formula ? s.CallHelper(penalty, std::array{d}) : depth * depth));
    });
    if (hit.is_valid()) {
      s.If(d < 0.0, [&] { s.Set(hit, s.Int(1)); });
    }
  });
}

// The control of a step, sometimes clamped.
Val ControlAt(Sketch& s, const Plan& plan, const Val& t, bool clamps) {
  const Val u = Named(s, s.At(plan.controls, {s.Thread(0), t}), {"u", "act", "ctl"});
  if (!clamps) {
    return u;
  }
  const Val limit = s.Make(plan.vec, {s.DrawLiteral(plan.real, 0.5, 2.0)});
  return s.Let(s.Call("max", {s.Call("min", {u, limit}), -limit}), "uc");
}

void AddGoalCost(Sketch& s, const Plan& plan, const Val& p, Val& cost) {
  const Val to_goal = plan.goal - p;
  const Val reach = s.StyleChoice("dot of itself", 0.7) && s.rng().Chance(0.5)
                        ? s.Call("length_sq", {to_goal})
                        : s.Call("length", {to_goal});
  s.Update(cost, BinaryOp::kAdd, Setting(s, plan, "w_goal", 0.1, 2.0) * reach);
}

// Adds the cost of the state that the rollout ends in.
void AddFinalCost(Sketch& s, const Plan& plan, Val& cost) {
  const Val rest = plan.goal - s.Make(plan.vec, {plan.x, plan.y});
  const Val weight = SharedValue(s, plan.real, {"w_final", "terminal_weight"}, {1.0, 20.0});
  s.Update(cost, BinaryOp::kAdd, weight * s.Call("length", {rest}));
}

// The weight that MPPI gives a sample of this cost.
void OutputSampleWeight(Sketch& s, const Plan& plan, const Val& cost) {
  const Val temperature = Arg(s, plan.real, {"lam", "temperature"}, {1.0, 50.0});
  const Val best = Arg(s, plan.real, {"min_cost", "baseline"}, {0.0, 10.0});
  const Val ratio = (cost - best) / temperature;
  OutputNamed(s, s.Call("exp", {Known(-ratio, -8.0, 8.0)}), {"weights", "sample_weights"});
}

void DrawRolloutCost(Sketch& s) {
  Plan plan = DrawPlan(s);
  s.Thread(0);
  StartState(s, plan);
  Val cost = MutableNamed(s, s.Real(0.0, plan.real), {"cost", "total", "j_sum"});
  const bool stops = plan.obstacles >= 0 && s.rng().Chance(0.5);
  Val hit = stops ? MutableNamed(s, s.Int(0), {"hit", "collided"}, Between(0.0, 1.0)) : Val{};
  s.Hide(cost);
  const bool clamps = s.rng().Chance(0.4);
  const bool penalizes_effort = plan.params.is_valid() || s.rng().Chance(0.6);
  s.For({"t", "k_step", "n"}, Val{}, plan.steps, 0, [&](const Val& t) {
    const Val u = ControlAt(s, plan, t, clamps);
    plan.drive == Drive::kPoint ? MovePoint(s, plan, u) : MoveVehicle(s, plan, u);
    const Val p = Named(s, s.Make(plan.vec, {plan.x, plan.y}), {"p", "pos"});
    AddGoalCost(s, plan, p, cost);
    if (penalizes_effort) {
      s.Update(cost, BinaryOp::kAdd, Setting(s, plan, "w_u", 0.01, 0.5) * s.Call("dot", {u, u}));
    }
    if (plan.obstacles >= 0) {
      AddObstacles(s, plan, p, cost, hit);
    }
    if (stops) {
      s.If(hit == 1, [&] {
        s.Update(cost, BinaryOp::kAdd, s.DrawLiteral(plan.real, 100.0, 1000.0));
        s.Break();
      });
    }
  });
  s.Hide(cost, false);
  if (s.rng().Chance(0.5)) {
    AddFinalCost(s, plan, cost);
  }
  OutputNamed(s, cost, {"costs", "cost_out", "plan_cost"});
  if (s.rng().Chance(0.35)) {
    OutputSampleWeight(s, plan, cost);
  }
}

}  // namespace

Motif RolloutCostMotif() {
  return {.name = "rollout-cost",
          .family = Family::kLoops,
          .weight = 0.8,
          .draw = DrawRolloutCost,
          .min_dims = 1,
          .max_dims = 1,
          .theme = "robotics",
          .is_idiom = true};
}

}  // namespace warploom::synth::motifs
