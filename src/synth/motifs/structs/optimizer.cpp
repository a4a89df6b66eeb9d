// A step of Adam or momentum; the moments of a weight and the settings are structs.
#include "synth/kit/arrays.h"
#include "synth/kit/records.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

struct Optimizer {
  Val cfg;  // The settings.
  Val st;   // The moments of this thread's weight.
  int weights, states;
};

void MomentumStep(Sketch& s, const Optimizer& o, const Val& g) {
  const Val m = s.Field(o.st, 0);
  const Val beta = s.Field(o.cfg, 1);
  s.SetPart(m, s.rng().Chance(0.5) ? beta * m + g : beta * m - s.Field(o.cfg, 0) * g);
  s.StoreThreadElement(o.states, o.st);
  s.StoreThreadElement(o.weights, s.ThreadElement(o.weights) - s.Field(o.cfg, 0) * m);
}

void AdamStep(Sketch& s, const Optimizer& o, const Val& g) {
  const Val m = s.Field(o.st, 0);
  const Val beta = s.Field(o.cfg, 1);
  const Val v = s.Field(o.st, 1);
  const Val beta2 = s.Field(o.cfg, 2);
  s.SetPart(m, beta * m + (1.0 - beta) * g);
  s.SetPart(v, beta2 * v + (1.0 - beta2) * g * g);
  s.StoreThreadElement(o.states, o.st);
  const Val divisor = s.Call("sqrt", {v}) + s.Field(o.cfg, 3);
  const Val update = s.Field(o.cfg, 0) * m / Known(divisor, 0.001, 2.0);
  s.StoreThreadElement(o.weights, s.ThreadElement(o.weights) - update);
}

void DrawOptimizer(Sketch& s) {
  const Type real = s.real();
  const bool adam = s.rng().Chance(0.6);
  const std::string_view name = adam ? OneOf(s, {"AdamState", "OptimizerState", "Moments"})
                                     : OneOf(s, {"MomentumState", "OptState", "SgdState"});
  const Type state =
      s.NewRecord(name, adam ? Fields{{"m", real, -1.0, 1.0}, {"v", real, 0.0, 1.0}}
                             : Fields{{OneOf(s, {"velocity", "buf", "m"}), real, -1.0, 1.0}});
  Fields settings = {{"lr", real, 0.001, 0.1},
                     {adam ? "beta1" : OneOf(s, {"momentum", "mu"}), real, 0.8, 0.99}};
  if (adam) {
    settings.push_back({"beta2", real, 0.9, 0.999});
    settings.push_back({"eps", real, 0.001, 0.01});
  }
  const bool decays = s.rng().Chance(0.4);
  if (decays) {
    settings.push_back({"weight_decay", real, 0.0, 0.1});
  }
  const Type params =
      s.NewRecord(OneOf(s, {"OptimParams", "Hyper", "OptConfig", "TrainParams"}), settings);
  const Val cfg = s.NewRecordArg(params, OneOf(s, {"cfg", "opt", "hp", "params"}));
  const int weights = InPlace(s, real, {}, OneOf(s, {"weights", "w", "theta"}));
  const int states = RecordState(s, state, {}, OneOf(s, {"states", "moments", "opt_state"}));
  Val g = s.ThreadElement(Input(s, real, {}, OneOf(s, {"grads", "grad", "dw"})));
  if (decays) {
    g = g + s.Field(cfg, "weight_decay") * s.ThreadElement(weights);
  }
  g = s.Let(g, "g");
  const Val st = s.Let(s.ThreadElement(states), {"st", "state", "mom"});
  const Optimizer optimizer = {cfg, st, weights, states};
  adam ? AdamStep(s, optimizer, g) : MomentumStep(s, optimizer, g);
}

}  // namespace

Motif OptimizerMotif() {
  return {.name = "optimizer",
          .family = Family::kStructs,
          .weight = 1.0,
          .draw = DrawOptimizer,
          .theme = "learning"};
}

}  // namespace warploom::synth::motifs
