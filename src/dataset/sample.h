#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/error.h"
#include "json/value.h"

namespace warploom::dataset {

// One kernel for one target. The members are in the order of the columns; sample.cpp has the only
// list of them (SampleFields), from which JSON, the Arrow schema and the dataset card are made.
struct Sample {
  std::string id;
  std::string entry_point;
  std::string target;
  std::string category;
  std::vector<std::string> features;
  std::string python_code;
  std::string ir_forward;
  std::string ir_preamble;
  std::string ir_backward;  // Only with --include backward.
  std::string ir_module;    // Only with --include module.
  std::string ptx;          // Only with --include ptx; "" for the target cpu.
  std::string launch;
  int64_t difficulty = 1;
  std::string structural_hash;
  std::string masked_hash;
  int64_t python_lines = 0;
  int64_t ir_lines = 0;  // Of ir_forward, as ir_bytes.
  int64_t python_bytes = 0;
  int64_t ir_bytes = 0;
  std::vector<std::string> checks;
  std::string cluster;  // Set when the dataset is finished (SplitPlan).
  int64_t seed = 0;
  int64_t index = 0;
  int64_t attempt = 0;
  std::string profile;
  std::string warp_version;
  std::string generator_version;
  std::string arch;
  std::string license = "Apache-2.0";

  bool operator==(const Sample&) const = default;
};

// A kernel that is not in the dataset, and why.
struct Reject {
  int64_t index = 0;
  int64_t attempt = 0;
  std::string entry_point;
  std::string category;
  std::string stage;   // "codegen", "compile", "crash", ...; see oracle::Verdict.
  std::string reason;  // It goes into the data, so it must not contain paths or times.
  std::string python_code;

  bool operator==(const Reject&) const = default;
};

enum class FieldType {
  kString,      // A short string, often the same in many rows.
  kText,        // Free text: no dictionary, no statistics.
  kInt,         // 64 bits, signed.
  kStringList,  // Never null, may be empty.
};

// One column.
struct Field {
  using Member =
      std::variant<std::string Sample::*, int64_t Sample::*, std::vector<std::string> Sample::*>;

  std::string_view name;
  FieldType type;
  Member member;
  std::string_view include;  // The --include word that adds it; "" for always.
  std::string_view meaning;  // For the dataset card.
};

// The columns of a dataset with these --include words, in order.
std::vector<Field> SampleFields(std::span<const std::string> include);

// "wl-" and 16 hex digits.
std::string SampleId(std::string_view python_code);

// What Warp generated for the kernel, in Warp's order: ir_preamble, then ir_forward.
std::string GeneratedCode(const Sample& sample);

// Sets the fields that follow from the texts: id, python_lines, python_bytes, ir_lines, ir_bytes.
void SetDerivedFields(Sample& sample);

json::Value ToJson(const Sample& sample, std::span<const Field> fields);
json::Value ToJson(const Reject& reject);

// kCorrupt when a key is missing or of another type; other keys are ignored.
Result<Sample> SampleFromJson(const json::Value& object, std::span<const Field> fields);
Result<Reject> RejectFromJson(const json::Value& object);

}  // namespace warploom::dataset
