// A native (C++) function of one number, with or without an adjoint.
#include <fmt/format.h>

#include <array>
#include <span>
#include <string>
#include <vector>

#include "synth/kit/arguments.h"
#include "synth/kit/helper_functions.h"
#include "synth/kit/values.h"
#include "synth/motifs/functions/native_parts.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::FuncId;
using lang::Type;

// A C++ literal: 0.25f, or 0.25 in double precision.
std::string Number(double value, Type real) {
  std::string text = fmt::format("{}", value);
  text += text.find('.') == std::string::npos ? ".0" : "";
  return text + (real == lang::kFloat ? "f" : "");
}

// c[0] + x * (c[1] + x * (c[2] + ...))
std::string Horner(std::span<const double> numbers, Type real) {
  std::string text = Number(numbers.back(), real);
  for (size_t i = numbers.size() - 1; i-- > 0;) {
    const bool nested = i + 2 < numbers.size();
    const std::string inner = nested ? fmt::format("({})", text) : text;
    text = fmt::format("{} + x * {}", Number(numbers[i], real), inner);
  }
  return text;
}

std::vector<double> DerivativeOf(std::span<const double> numbers) {
  std::vector<double> slope;
  for (size_t i = 1; i < numbers.size(); ++i) {
    slope.push_back(numbers[i] * static_cast<double>(i));
  }
  return slope;
}

FuncId DefinePolynomial(Sketch& s, Type real) {
  std::vector<double> numbers;
  const size_t count = 3 + s.rng().Below(3);
  for (size_t i = 0; i < count; ++i) {
    numbers.push_back(static_cast<double>(s.rng().Integer(1, 40)) / 16.0);
  }
  const std::array params = {Sketch::Param{"x", real, Between(-10.0, 10.0)}};
  const std::string value = fmt::format("    return {};\n", Horner(numbers, real));
  const bool has_adjoint = s.rng().Chance(0.6);
  const std::string slope =
      fmt::format("    adj_x += ({}) * adj_ret;\n", Horner(DerivativeOf(numbers), real));
  return DefineNative(s, OneOf(s, {"poly", "horner", "polynomial", "series"}), params, {real},
                      value, has_adjoint ? slope : "");
}

FuncId DefineSigmoid(Sketch& s, Type real) {
  const std::array params = {Sketch::Param{"x", real, Between(-10.0, 10.0)}};
  const std::string one = Number(1.0, real);
  const std::string scale = Number(static_cast<double>(s.rng().Integer(2, 16)) / 4.0, real);
  const std::string value = fmt::format("{} / ({} + wp::exp(-{} * x))", one, one, scale);
  const bool has_adjoint = s.rng().Chance(0.6);
  const std::string adjoint =
      fmt::format("    const {} y = {};\n    adj_x += {} * y * ({} - y) * adj_ret;\n",
                  real == lang::kFloat ? "float" : "double", value, scale, one);
  return DefineNative(s, OneOf(s, {"sigmoid", "logistic", "soft_step"}), params, {real},
                      fmt::format("    return {};\n", value), has_adjoint ? adjoint : "");
}

void DrawNativeCurve(Sketch& s) {
  const Type real = Precise(s);
  const FuncId native = s.rng().Chance(0.6) ? DefinePolynomial(s, real) : DefineSigmoid(s, real);
  const Val x = s.Convert(s.DrawInput(s.real()), real);
  const Val value = CallNative(s, native, std::array{x}, Unknown(real));
  s.Output(s.rng().Chance(0.5) ? value : value * s.DrawNumber(real, 0.1, 2.0));
}

}  // namespace

Motif NativeFunctionMotif() {
  return {.name = "native-function",
          .family = Family::kFunctions,
          .weight = 1.2,
          .draw = DrawNativeCurve};
}

}  // namespace warploom::synth::motifs
