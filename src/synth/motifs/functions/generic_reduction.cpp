// The sum of a range of an array, by a helper that is generic in the element type.
#include <array>
#include <span>
#include <vector>

#include "synth/kit/helper_functions.h"
#include "synth/motifs/functions/functions_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::Type;

// An input that holds one row of elements for each thread, one after another.
int FlatRows(Sketch& s, Type type, int size) {
  ArraySpec spec;
  spec.element = type;
  spec.shape = {size};
  spec.name = type == s.real() ? OneOf(s, {"values", "samples", "weights"})
                               : OneOf(s, {"points", "vectors", "offsets"});
  return s.NewArray(spec);
}

void DrawGenericReduction(Sketch& s) {
  const Type real = s.real();
  const int width = s.rng().Choose(std::array{3, 4, 6, 8, 16});
  const int count = s.thread_count();
  const std::array types = {real, s.rng().Chance(0.5) ? s.vec(3) : s.vec(2)};
  const bool weighted = s.rng().Chance(0.5);
  const bool from_zero = real == lang::kFloat && s.rng().Chance(0.5);
  std::vector<Params> lists;
  std::vector<int> arrays;
  for (const Type type : types) {
    arrays.push_back(FlatRows(s, type, count * width));
    lists.push_back({{"data", lang::ArrayOf(type, 1), Between(-10.0, 10.0)},
                     {"start", lang::kInt, Between(0.0, count * width - width)},
                     {"count", lang::kInt, Between(width, width)}});
    if (weighted) {
      lists.back().push_back({"scale", real, Between(-10.0, 10.0)});
    }
  }
  const auto zero_like = [&](const Val& data) {
    return ConstructLike(s, data.type.element(), 0.0, lang::Construct::Spelling::kDtype, data);
  };
  const auto body = [&](std::span<const Val> p) -> std::vector<Val> {
    const int data = s.AsArray(p[0], {count * width}, Between(-10.0, 10.0));
    Val sum = s.Mutable(from_zero ? zero_like(p[0]) : s.At(data, {p[1]}), "acc");
    s.Hide(sum);
    s.For("i", s.Int(from_zero ? 0 : 1), p[2], 0,
          [&](const Val& i) { s.Update(sum, BinaryOp::kAdd, s.At(data, {p[1] + i})); });
    return {weighted ? sum * p[3] : sum};
  };
  const auto functions =
      DefineGeneric(s, OneOf(s, {"sum_range", "segment_sum", "gather_sum"}), lists, body);
  const Val first = s.Let(s.FlatThread() * s.Int(width), {"start", "base", "first"});
  for (size_t i = 0; i < functions.size(); ++i) {
    std::vector<Val> args = {s.ArrayRef(arrays[i]), first, s.Int(width)};
    if (weighted) {
      args.push_back(s.Draw(real, 1));
    }
    Val sum = s.CallHelper(functions[i], args);
    sum.range.from_input = true;
    s.Output(sum);
  }
}

}  // namespace

Motif GenericReductionMotif() {
  return {.name = "generic-reduction",
          .family = Family::kFunctions,
          .weight = 0.8,
          .draw = DrawGenericReduction};
}

}  // namespace warploom::synth::motifs
