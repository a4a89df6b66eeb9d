#include "gpu_run/compare.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "gpu_run/scalar_value.h"

namespace warploom::gpu_run {
namespace {

using bundle::Buffer;
using bundle::FloatLimit;
using bundle::ScalarRun;
using bundle::ScalarType;
using bundle::Tolerance;

// One scalar: its place in the buffer, and where it is among those of its element.
struct Scalar {
  ScalarType type;
  uint64_t at;
  uint64_t element;
  uint64_t component;
};

template <typename Visit>
void ForEachScalar(const Buffer& buffer, const Visit& visit) {
  for (uint64_t element = 0; element < buffer.bytes / buffer.element_bytes; ++element) {
    uint64_t component = 0;
    for (const ScalarRun& run : buffer.scalars) {
      const uint64_t start = element * buffer.element_bytes + run.offset;
      for (uint64_t i = 0; i < run.count; ++i, ++component) {
        visit(Scalar{run.type, start + i * SizeOf(run.type), element, component});
      }
    }
  }
}

bool HasSeveralScalars(const Buffer& buffer) {
  return buffer.scalars.size() != 1 || buffer.scalars.front().count != 1;
}

// The largest finite magnitude among the floats of a buffer.
double LargestOf(const Buffer& buffer, std::string_view bytes) {
  double largest = 0;
  ForEachScalar(buffer, [&](const Scalar& scalar) {
    if (IsFloat(scalar.type)) {
      const double value = std::abs(FloatOf(scalar.type, bytes.substr(scalar.at)));
      largest = std::isfinite(value) ? std::max(largest, value) : largest;
    }
  });
  return largest;
}

class Comparer {
 public:
  Comparer(const Buffer& buffer, const Tolerance& tolerance, std::string_view got,
           std::string_view expected)
      : tolerance_(tolerance),
        got_(got),
        expected_(expected),
        largest_(tolerance.is_exact ? 0 : LargestOf(buffer, expected)) {}

  bool Agrees(const Scalar& scalar) const {
    const std::string_view got = got_.substr(scalar.at, SizeOf(scalar.type));
    const std::string_view wanted = expected_.substr(scalar.at, SizeOf(scalar.type));
    return got == wanted || (IsFloat(scalar.type) && AgreesAsFloat(scalar.type, got, wanted));
  }

 private:
  bool AgreesAsFloat(ScalarType type, std::string_view got, std::string_view wanted) const {
    const double value = FloatOf(type, got);
    const double target = FloatOf(type, wanted);
    if (std::isnan(value) || std::isnan(target)) {
      return std::isnan(value) && std::isnan(target);
    }
    const auto limit = tolerance_.limits.find(type);
    if (limit == tolerance_.limits.end()) {
      return false;
    }
    return std::abs(value - target) <=
           limit->second.relative * std::abs(target) + limit->second.of_largest * largest_;
  }

  const Tolerance& tolerance_;
  std::string_view got_;
  std::string_view expected_;
  double largest_;
};

}  // namespace

std::optional<std::string> Difference(const Buffer& buffer, const Tolerance& tolerance,
                                      std::string_view got, std::string_view expected,
                                      std::string_view whose) {
  if (got == expected) {
    return std::nullopt;
  }
  const Comparer comparer(buffer, tolerance, got, expected);
  std::optional<Scalar> first;
  uint64_t differing = 0;
  uint64_t all = 0;
  ForEachScalar(buffer, [&](const Scalar& scalar) {
    ++all;
    if (!comparer.Agrees(scalar)) {
      first = first ? first : std::optional(scalar);
      ++differing;
    }
  });
  if (static_cast<double>(differing) <= tolerance.outliers * static_cast<double>(all)) {
    return std::nullopt;
  }
  const std::string component =
      HasSeveralScalars(buffer) ? fmt::format("[{}]", first->component) : "";
  return fmt::format("{}[{}]{} is {}, {} {} ({} of {} values differ)", buffer.name, first->element,
                     component, TextOf(first->type, got.substr(first->at)), whose,
                     TextOf(first->type, expected.substr(first->at)), differing, all);
}

}  // namespace warploom::gpu_run
