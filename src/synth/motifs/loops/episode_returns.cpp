// Rewards along episodes, from the last step back: discounted returns, generalized advantages,
// lambda returns, importance-weighted ones.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {
namespace {

using lang::BinaryOp;
using lang::kInt;
using lang::Type;

// The steps of the thread's episode: [env, t] or [t, env].
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

  // body(t) for every step, the last one first.
  void Backwards(const std::function<void(const Val&)>& body) {
    Sketch& s = sketch_;
    const Val count =
        Extent(s, rewards_, time_first_ ? 0 : 1, OneOf(s, {"horizon", "num_steps", "T"}));
    const bool literal = std::holds_alternative<lang::Literal>(s.module()[count.id].node);
    const Val last = literal ? s.Int(steps_ - 1) : count - 1;
    if (s.rng().Chance(0.5)) {
      return s.For("t", last, s.Int(-1), -1, body);
    }
    s.For({"k", "step"}, Val{}, count, 0, [&](const Val& k) {
      const Val t = s.Let(last - k, "t");
      body(Known(t, 0.0, steps_ - 1.0));
    });
  }

  // 1 while the episode goes on after step t, else 0.
  Val GoesOn(const Val& t) const {
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

// The reward as it counts: scaled, clipped, or less what the action costs.
Val Shaped(Sketch& s, const Episode& episode, const Val& t, const Val& bonus, size_t how) {
  const Val reward = episode.At(episode.rewards(), t);
  switch (how) {
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

void DrawReturns(Sketch& s) {
  const Type real = Precise(s);
  Episode episode(s, real);
  const auto kind = s.rng().Below(4);  // Returns, advantages, lambda returns, weighted advantages.
  const auto shaping = s.rng().Below(5);
  const Val bonus = shaping == 1 || shaping == 2
                        ? Named(s, s.Draw(real, 2), {"bonus", "shaping", "scale_r"})
                        : Val{};
  const Val gamma = ReadOnce(s, Coefficient(s, real, {"gamma", "discount"}, {0.9, 0.999}), "g_env");
  const Val lambda =
      kind == 0 ? Val{}
                : ReadOnce(s, Coefficient(s, real, {"lam", "gae_lambda"}, {0.8, 0.99}), "lam_env");
  const bool shares_end = s.rng().Chance(0.5);  // The value after the last step is one more row.
  const int values = kind == 0 ? -1
                               : episode.Array(real, episode.steps() + 1,
                                               OneOf(s, {"values", "value_preds"}), -2.0, 2.0);
  const int ratios =
      kind == 3 ? episode.Array(real, episode.steps(), OneOf(s, {"ratios", "rhos"}), 0.2, 3.0) : -1;
  const Val clip = kind == 3 ? Coefficient(s, real, {"rho_clip", "rho_bar"}, {0.8, 1.5}) : Val{};
  const int out = episode.Output(kind == 0 || kind == 2 ? Words{"returns", "returns_out", "targets"}
                                                        : Words{"advantages", "adv_out"});
  const int targets = (kind == 1 || kind == 3) && s.rng().Chance(0.5)
                          ? episode.Output({"returns", "value_targets"})
                          : -1;
  const bool starts_from_value = kind == 0 && s.rng().Chance(0.5);
  const Val start = starts_from_value
                        ? Read(s, real, {"bootstrap", "last_values"}, {"v_last", "boot"})
                        : s.Real(0.0, real);
  Val last = s.Mutable(start, kind == 0 || kind == 2 ? OneOf(s, {"ret", "running", "g"})
                                                     : OneOf(s, {"gae", "last_adv", "acc"}));
  s.Hide(last);
  episode.Backwards([&](const Val& t) {
    const Val on = Named(s, episode.GoesOn(t), {"not_done", "mask", "nonterminal"});
    const Val reward = Shaped(s, episode, t, bonus, shaping);
    if (kind == 0) {
      s.Set(last, reward + gamma * on * last);
      return episode.Store(out, t, last);
    }
    const Val next = Named(s, episode.At(values, t + 1), {"next_value", "v_next"});
    if (kind == 2) {
      const Val mixed = (1.0 - lambda) * next + lambda * last;
      s.Set(last, reward + gamma * on * mixed);
      return episode.Store(out, t, last);
    }
    const Val value =
        shares_end ? Named(s, episode.At(values, t), {"v", "v_t"}) : episode.At(values, t);
    Val delta = reward + gamma * next * on - value;
    if (kind == 3) {
      const Val rho = Named(s, s.Call("min", {episode.At(ratios, t), clip}), {"rho", "is_w"});
      delta = s.Let(rho * delta, "delta");
      s.Set(last, delta + gamma * lambda * on * s.Call("min", {rho, s.Real(1.0, real)}) * last);
    } else {
      delta = Named(s, delta, {"delta", "td_error"});
      s.Set(last, delta + gamma * lambda * on * last);
    }
    episode.Store(out, t, last);
    if (targets >= 0) {
      episode.Store(targets, t, last + (shares_end ? value : episode.At(values, t)));
    }
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
