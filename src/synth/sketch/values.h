#pragma once

#include <initializer_list>
#include <span>
#include <string_view>

#include "synth/facts/builtin_facts.h"
#include "synth/sketch/author_style.h"
#include "synth/sketch/draft.h"
#include "synth/sketch/record_types.h"

namespace warploom::synth {

// Literals, operations and calls, each with its value range. What would be illegal or unsafe for
// some value in the operands' ranges is fitted or CHECK-fails.
class Values {
 public:
  Values(Draft& draft, const AuthorStyle& style, const RecordTypes& records)
      : draft_(draft), style_(style), records_(records) {}

  Val Int(int64_t value, lang::Type type = lang::kInt);
  Val Real(double value) { return Real(value, style_.real()); }
  Val Real(double value, lang::Type type);
  Val Bool(bool value);
  // wp.pi or math.pi, as this author writes it.
  Val Number(lang::NumberName name, lang::Type type);
  // A number of the same scalar type as `like`.
  Val NumberLike(const Val& like, double value);

  // wp.name(args): CHECKs that Warp has such a call; arguments are fitted to its domains.
  Val Call(std::string_view name, std::initializer_list<Val> args);
  Val Call(const lang::Call& call, std::span<const Val> args);
  // The constructor of the type, such as wp.vec3(x, y, z).
  Val Make(lang::Type type, std::span<const Val> parts);
  Val Make(lang::Type type, std::initializer_list<Val> parts) {
    return Make(type, std::span(parts.begin(), parts.size()));
  }
  // float(x), int(x), wp.int64(x)...: CHECKs that the conversion is safe. A value that has the
  // type already is returned as it is.
  Val Convert(const Val& value, lang::Type type);
  // A ternary or wp.where.
  Val Select(const Val& condition, const Val& then, const Val& otherwise);
  // low <= value < high, or low <= value <= high.
  Val InRange(const Val& low, const Val& value, const Val& high, bool include_high);
  Val Unary(lang::UnaryOp op, const Val& a);
  Val Binary(lang::BinaryOp op, const Val& a, const Val& b);
  Val Compare(lang::CompareOp op, const Val& a, const Val& b);
  // Whether Binary would be legal and safe.
  bool Can(lang::BinaryOp op, const Val& a, const Val& b) const;

  // A value in the domain, made from `value` with as little change as possible: itself if its range
  // allows, else max, abs, clamp...
  Val Fit(const Val& value, Domain domain);
  // The transform with its rotation normalized.
  Val Rigid(const Val& value);
  // An int in [0, extent): the value itself if its range allows, else by % or clamp.
  Val FitIndex(const Val& value, int extent);

 private:
  lang::NumberSource SourceOf(lang::NumberName name);
  Val AtLeast(const Val& value, double least);
  Val Clamped(const Val& value, double low, double high);
  Val AwayFromZero(const Val& value, double margin);

  Draft& draft_;
  const AuthorStyle& style_;
  const RecordTypes& records_;
};

}  // namespace warploom::synth
