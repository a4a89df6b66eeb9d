// Returns along an episode, from its last step back: discounted returns, generalized advantages,
// lambda returns and importance-weighted advantages.
#include <array>
#include <cstdint>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/values.h"
#include "synth/motifs/loops/loop_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {
namespace {

using lang::BinaryOp;
using lang::kInt;
using lang::Type;

// The thread's episode, in arrays indexed [env, t] or [t, env].
class Episode {
 public:
  Episode(Sketch& s, Type real) : sketch_(s), real_(real) {
    steps_ = s.rng().Choose(std::array{8, 16, 20, 32, 64, 128});
    time_first_ = s.rng().Chance(0.5);
    env_ = s.FlatThread();
    rewards_ = Array(real, steps_, OneOf(s, {"rewards", "reward_buf"}), -1.0, 1.0);
    as_int_ = s.rng().Chance(0.5);
    done_ = Array(as_int_ ? kInt : real, steps_, OneOf(s, {"dones", "terminated", "done_buf"}), 0.0,
                  1.0);
  }

  int Array(Type element, int steps, std::string_view name, double low, double high) {
    return Input(sketch_, element, Shape(steps), name, low, high);
  }
  int Output(Words names) {
    return OutputArray(sketch_, real_, Shape(steps_), OneOf(sketch_, names));
  }
  Val At(int array, const Val& t) const {
    return time_first_ ? sketch_.At(array, {t, env_}) : sketch_.At(array, {env_, t});
  }
  void Store(int array, const Val& t, const Val& value) {
    sketch_.StoreAt(array, time_first_ ? std::array{t, env_} : std::array{env_, t}, value);
  }

  // Runs body(t) for every step, from the last to the first.
  void ForEachBackward(const std::function<void(const Val&)>& body) {
    Sketch& s = sketch_;
    const Val count =
        Extent(s, rewards_, time_first_ ? 0 : 1, OneOf(s, {"horizon", "num_steps", "T"}));
    const Val last = LastIndex(s, count);
    if (s.rng().Chance(0.5)) {
      return s.For("t", last, s.Int(-1), -1, body);
    }
    s.For({"k", "step"}, Val{}, count, 0, [&](const Val& k) {
      const Val t = s.Let(last - k, "t");
      body(Known(t, 0.0, steps_ - 1.0));
    });
  }

  // 1 if the episode continues after step t, else 0.
  Val Continues(const Val& t) const {
    const Val done = At(done_, t);
    return 1.0 - (as_int_ ? sketch_.Convert(done, real_) : done);
  }
  int rewards() const { return rewards_; }
  int steps() const { return steps_; }

 private:
  std::vector<int> Shape(int steps) const {
    const int envs = sketch_.thread_count();
    return time_first_ ? std::vector{steps, envs} : std::vector{envs, steps};
  }

  Sketch& sketch_;
  Type real_;
  int steps_;
  bool time_first_;
  bool as_int_;
  int rewards_;
  int done_;
  Val env_;
};

// The reward of a step: clipped, scaled, with a bonus added, or as it is.
Val ShapedReward(Sketch& s, const Episode& episode, const Val& t, const Val& bonus,
                 size_t shaping) {
  const Val reward = episode.At(episode.rewards(), t);
  switch (shaping) {
    case 0:
      return s.Call("clamp", {reward, s.NumberLike(reward, -1.0), s.NumberLike(reward, 1.0)});
    case 1:
      return reward * bonus;
    case 2:
      return reward + bonus;
    default:
      return reward;
  }
}

enum class Estimator : uint8_t { kReturns, kAdvantages, kLambdaReturns, kWeightedAdvantages };

// What is estimated, with its parameters and arrays.
struct ReturnPlan {
  Type real;
  Estimator estimator;
  size_t shaping;  // See ShapedReward.
  Val bonus, gamma, lambda, clip;
  bool names_value;  // The value of the step gets a name.
  int values = -1;   // One more than steps: the last is the value after the episode.
  int ratios = -1;
  int out = -1;
  int targets = -1;

  bool is_weighted() const { return estimator == Estimator::kWeightedAdvantages; }
  bool is_advantage() const { return estimator == Estimator::kAdvantages || is_weighted(); }
};

ReturnPlan DrawReturnPlan(Sketch& s, Episode& episode, Type real) {
  ReturnPlan plan;
  plan.real = real;
  plan.estimator = static_cast<Estimator>(s.rng().Below(4));
  plan.shaping = s.rng().Below(5);
  if (plan.shaping == 1 || plan.shaping == 2) {
    plan.bonus = Named(s, s.Draw(real, 2), {"bonus", "shaping", "scale_r"});
  }
  plan.gamma = ReadOnce(s, Coefficient(s, real, {"gamma", "discount"}, {0.9, 0.999}), "g_env");
  const bool uses_values = plan.estimator != Estimator::kReturns;
  if (uses_values) {
    plan.lambda = ReadOnce(s, Coefficient(s, real, {"lam", "gae_lambda"}, {0.8, 0.99}), "lam_env");
  }
  plan.names_value = s.rng().Chance(0.5);
  if (uses_values) {
    plan.values =
        episode.Array(real, episode.steps() + 1, OneOf(s, {"values", "value_preds"}), -2.0, 2.0);
  }
  if (plan.is_weighted()) {
    plan.ratios = episode.Array(real, episode.steps(), OneOf(s, {"ratios", "rhos"}), 0.2, 3.0);
    plan.clip = Coefficient(s, real, {"rho_clip", "rho_bar"}, {0.8, 1.5});
  }
  plan.out = episode.Output(plan.is_advantage() ? Words{"advantages", "adv_out"}
                                                : Words{"returns", "returns_out", "targets"});
  if (plan.is_advantage() && s.rng().Chance(0.5)) {
    plan.targets = episode.Output({"returns", "value_targets"});
  }
  return plan;
}

// The running estimate, at its value after the last step.
Val StartEstimate(Sketch& s, const ReturnPlan& plan) {
  const bool bootstraps = plan.estimator == Estimator::kReturns && s.rng().Chance(0.5);
  const Val start = bootstraps
                        ? Read(s, plan.real, {"bootstrap", "last_values"}, {"v_last", "boot"})
                        : s.Real(0.0, plan.real);
  const Val estimate = s.Mutable(start, plan.is_advantage() ? OneOf(s, {"gae", "last_adv", "acc"})
                                                            : OneOf(s, {"ret", "running", "g"}));
  s.Hide(estimate);
  return estimate;
}

// What the estimate of a step depends on.
struct EpisodeStep {
  Val t, continues, reward;
  Val next_value;  // Invalid for plain returns.
};

// One step of generalized advantage estimation.
void SetAdvantage(Sketch& s, Episode& episode, const ReturnPlan& plan, const EpisodeStep& step,
                  Val& last) {
  const auto value_at = [&] { return episode.At(plan.values, step.t); };
  const Val value = plan.names_value ? Named(s, value_at(), {"v", "v_t"}) : value_at();
  Val delta = step.reward + plan.gamma * step.next_value * step.continues - value;
  if (plan.is_weighted()) {
    const Val rho =
        Named(s, s.Call("min", {episode.At(plan.ratios, step.t), plan.clip}), {"rho", "is_w"});
    delta = s.Let(rho * delta, "delta");
    s.Set(last, delta + plan.gamma * plan.lambda * step.continues *
                            s.Call("min", {rho, s.Real(1.0, plan.real)}) * last);
  } else {
    delta = Named(s, delta, {"delta", "td_error"});
    s.Set(last, delta + plan.gamma * plan.lambda * step.continues * last);
  }
  episode.Store(plan.out, step.t, last);
  if (plan.targets >= 0) {
    episode.Store(plan.targets, step.t, last + (plan.names_value ? value : value_at()));
  }
}

void DrawReturns(Sketch& s) {
  const Type real = Precise(s);
  Episode episode(s, real);
  const ReturnPlan plan = DrawReturnPlan(s, episode, real);
  Val last = StartEstimate(s, plan);
  episode.ForEachBackward([&](const Val& t) {
    EpisodeStep step;
    step.t = t;
    step.continues = Named(s, episode.Continues(t), {"not_done", "mask", "nonterminal"});
    step.reward = ShapedReward(s, episode, t, plan.bonus, plan.shaping);
    Val future = last;
    if (plan.estimator != Estimator::kReturns) {
      step.next_value = Named(s, episode.At(plan.values, t + 1), {"next_value", "v_next"});
    }
    if (plan.is_advantage()) {
      return SetAdvantage(s, episode, plan, step, last);
    }
    if (plan.estimator == Estimator::kLambdaReturns) {
      future = (1.0 - plan.lambda) * step.next_value + plan.lambda * last;
    }
    s.Set(last, step.reward + plan.gamma * step.continues * future);
    episode.Store(plan.out, t, last);
  });
  Shown(last);
  if (s.rng().Chance(0.25)) {
    OutputNamed(s, last, {"first_return", "episode_value"});
  }
}

}  // namespace

Motif EpisodeReturnsMotif() {
  return {.name = "episode-returns",
          .family = Family::kLoops,
          .weight = 1.0,
          .draw = DrawReturns,
          .min_dims = 1,
          .max_dims = 1,
          .theme = "learning",
          .is_idiom = true};
}

}  // namespace warploom::synth::motifs
