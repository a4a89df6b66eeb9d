// An atomic counter with a custom replay: each thread records the slot that it took, so that the
// backward pass finds it again instead of incrementing the counter twice.
#include <array>
#include <span>
#include <vector>

#include "synth/kit/arguments.h"
#include "synth/kit/helper_functions.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::FuncId;
using lang::Type;

// def next_slot(counter, slots, i), and its replay function, which reads the recorded slot.
FuncId DefineNextSlot(Sketch& s, int count) {
  const Type ints = lang::ArrayOf(lang::kInt, 1);
  const std::array params = {Sketch::Param{"counter", ints, {}}, Sketch::Param{"slots", ints, {}},
                             Sketch::Param{"i", lang::kInt, Between(0.0, count - 1.0)}};
  const FuncId next = s.DefineHelper(
      OneOf(s, {"next_slot", "reversible_increment", "take_ticket"}), params,
      [&](std::span<const Val> p) -> std::vector<Val> {
        const Val taken = s.Let(s.Call("atomic_add", {p[0], s.Int(0), s.Int(1)}), "value");
        const int slots = s.AsArray(p[1], {count}, Between(0.0, count), Access::kPerThread);
        s.StoreAt(slots, std::array{p[2]}, taken);
        return {taken};
      });
  const FuncId replay =
      s.DefineHelper("replay_" + FunctionOf(s, next).name, params,
                     [&](std::span<const Val> p) -> std::vector<Val> {
                       return {s.At(s.AsArray(p[1], {count}, Between(0.0, count)), {p[2]})};
                     });
  s.Hide(next);
  s.Hide(replay);
  FunctionOf(s, replay).role = lang::Function::Role::kReplay;
  FunctionOf(s, replay).of = next;
  return next;
}

void DrawReplay(Sketch& s) {
  const int count = s.thread_count();
  const FuncId next = DefineNextSlot(s, count);
  ArraySpec spec;
  spec.element = lang::kInt;
  spec.fill = lang::Fill::kZero;
  spec.shape = {1};
  spec.access = Access::kAtomic;
  spec.name = OneOf(s, {"counter", "total", "num_active"});
  const int counter = s.NewArray(spec);
  spec.shape = {count};
  spec.access = Access::kPerThread;
  spec.name = OneOf(s, {"slots", "tickets", "order"});
  const int slots = s.NewArray(spec);
  const Val flat = s.FlatThread();
  const Val test = s.DrawCondition(1);
  s.If(test, [&] {
    const std::array args = {s.ArrayRef(counter), s.ArrayRef(slots), flat};
    const Val slot = s.Let(s.CallHelper(next, args), "slot");
    const Type real = Precise(s);
    ArraySpec out;
    out.element = real;
    out.fill = lang::Fill::kZero;
    out.shape = {1};
    out.access = Access::kAtomic;
    out.name = "ticket_sum";
    const Val shown = Known(slot, 0.0, count);
    s.AtomicAdd(s.NewArray(out), std::array{s.Int(0)}, s.Convert(shown, real));
  });
}

}  // namespace

Motif ReplayMotif() {
  return {.name = "replay", .family = Family::kFunctions, .weight = 0.6, .draw = DrawReplay};
}

}  // namespace warploom::synth::motifs
