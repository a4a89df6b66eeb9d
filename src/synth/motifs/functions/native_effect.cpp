// A native (C++) function that writes to an array, by chance with an adjoint and with a replay that
// does nothing.
#include <array>
#include <initializer_list>
#include <string>
#include <string_view>

#include "synth/kit/arguments.h"
#include "synth/kit/helper_functions.h"
#include "synth/motifs/functions/native_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::FuncId;
using lang::Type;

void DrawNativeEffect(Sketch& s) {
  const Type real = Precise(s);
  const Type array = lang::ArrayOf(real, 1);
  const std::array params = {Sketch::Param{"x", real, {}}, Sketch::Param{"out", array, {}},
                             Sketch::Param{"i", lang::kInt, {}}};
  const bool adds = s.rng().Chance(0.5);
  const std::string snippet =
      adds ? "    wp::atomic_add(out, i, x);\n" : "    wp::array_store(out, i, x);\n";
  const bool has_adjoint = s.rng().Chance(0.5);
  const std::string_view name = adds ? OneOf(s, {"accumulate", "deposit", "add_to"})
                                     : OneOf(s, {"write", "put", "store_value"});
  const FuncId native =
      DefineNative(s, name, params, {}, snippet,
                   has_adjoint ? "    adj_x += wp::load(wp::address(adj_out, i));\n" : "",
                   has_adjoint && s.rng().Chance(0.5) ? "    // Nothing to do again.\n" : "");
  FunctionOf(s, native).annotate_results = false;
  ArraySpec spec;
  spec.element = real;
  spec.shape = {adds ? static_cast<int>(s.rng().Choose(std::array{8, 16, 64})) : s.thread_count()};
  spec.fill = lang::Fill::kZero;
  spec.access = adds ? Access::kAtomic : Access::kPerThread;
  spec.name = OneOf(s, {"out", "totals", "results"});
  const int out = s.NewArray(spec);
  const Val flat = s.FlatThread();
  const Val index = adds ? flat % s.Int(spec.shape[0]) : flat;
  const Val x = s.Convert(s.DrawInput(s.real()), real);
  const std::array args = {x * s.DrawNumber(real, 0.1, 2.0), s.ArrayRef(out), index};
  s.Do(CallNative(s, native, args, {}));
}

}  // namespace

Motif NativeEffectMotif() {
  return {.name = "native-effect",
          .family = Family::kFunctions,
          .weight = 0.6,
          .draw = DrawNativeEffect};
}

}  // namespace warploom::synth::motifs
