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

// One value or array of one launch: a row of the config `io`. The members are in the order of the
// columns; io_row.cpp has the only list of them (IoFields).
struct IoRow {
  std::string id;
  std::string fill;
  std::string seed;
  std::string argument;
  std::string dtype;
  std::vector<uint64_t> shape;
  bool is_output = false;
  bool whole = false;
  std::string input;  // In base64 here and in chunks, as bytes in Parquet; as `output`.
  std::string output;
  std::string output_sha256;
  double tolerance = 0.0;

  bool operator==(const IoRow&) const = default;
};

enum class IoType { kString, kShape, kBool, kBytes, kDouble };

// One column.
struct IoField {
  using Member = std::variant<std::string IoRow::*, std::vector<uint64_t> IoRow::*, bool IoRow::*,
                              double IoRow::*>;

  std::string_view name;
  IoType type;
  Member member;
  std::string_view meaning;  // For the dataset card.
};

std::span<const IoField> IoFields();

// The size of a row in Arrow's memory layout, without its flags: these are bits.
uint64_t MemoryBytes(const IoRow& row);
// The size of the flags of that many rows.
uint64_t FlagBytes(uint64_t rows);

json::Value ToJson(const IoRow& row);
Result<IoRow> IoRowFromJson(const json::Value& object);

}  // namespace warploom::dataset
