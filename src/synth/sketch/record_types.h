#pragma once

#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "synth/sketch/draft.h"
#include "synth/sketch/fresh_names.h"

namespace warploom::synth {

// The kernel's wp.struct types. A record is one whose fields keep to known value ranges.
class RecordTypes {
 public:
  // A field and the range it keeps to in every value of the record, wherever that is made.
  struct FieldSpec {
    std::string_view name;
    lang::Type type;
    double low = -1.0;
    double high = 1.0;
    lang::Fill fill = lang::Fill::kUniform;
    std::array<int, 3> shape = {};  // Of an array field; unused dimensions are zero.
  };

  RecordTypes(Draft& draft, const AuthorStyle& style, FreshNames& names)
      : draft_(draft), style_(style), names_(names) {}

  // A struct about whose fields nothing is known.
  lang::Type NewStruct(std::string_view name, std::vector<lang::StructField> fields);
  // A struct whose fields have known ranges: reading a field gives its range, and arguments are
  // filled accordingly. The same fields under the same name give the same type again.
  lang::Type NewRecord(std::string_view name, std::span<const FieldSpec> fields);
  // The number of the field of that name.
  int FieldNamed(lang::Type record, std::string_view name) const;
  Val Field(const Val& base, int field);
  // nullptr for a field of a plain struct.
  const FieldSpec* SpecOf(lang::Type record, int field) const;
  static std::vector<int> ShapeOf(const FieldSpec& spec);
  // The range of a scalar, vec or other plain field, or of an array field's elements.
  static ValueRange RangeOfField(const FieldSpec& spec);
  // How an argument of the record is filled, field by field; `zero`: with zeros.
  std::vector<lang::ArgPlan> FieldPlans(lang::Type record, bool zero) const;
  // CHECKs that an integer keeps to the field's range, because subscripts may depend on it.
  void CheckField(lang::Type record, int field, const Val& value) const;

 private:
  Draft& draft_;
  const AuthorStyle& style_;
  FreshNames& names_;
  std::vector<std::vector<FieldSpec>> specs_;  // By struct number; empty for a plain struct.
};

}  // namespace warploom::synth
