#include "dataset/io_row.h"

#include <algorithm>
#include <array>
#include <utility>

#include "json/fields.h"

namespace warploom::dataset {
namespace {

constexpr std::array kIoFields = {
    IoField{"id", IoType::kString, &IoRow::id, "of the sample, for both targets"},
    IoField{"fill", IoType::kString, &IoRow::fill,
            "which values of the planned ranges: `drawn` (uniform), `ends` (many at the ends)"},
    IoField{"seed", IoType::kString, &IoRow::seed, "with `fill` and `launch` it makes the inputs"},
    IoField{"argument", IoType::kString, &IoRow::argument,
            "the kernel's argument, or `argument.field` of a struct"},
    IoField{"dtype", IoType::kString, &IoRow::dtype, "of NumPy"},
    IoField{"shape", IoType::kShape, &IoRow::shape,
            "with the components of vectors and matrices; empty for a number"},
    IoField{"is_output", IoType::kBool, &IoRow::is_output, "whether the kernel may write to it"},
    IoField{"whole", IoType::kBool, &IoRow::whole,
            "whether this launch is small enough to be kept with its bytes"},
    IoField{"input", IoType::kBytes, &IoRow::input, "before the launch; empty unless `whole`"},
    IoField{"output", IoType::kBytes, &IoRow::output,
            "after it; empty unless `whole` and `is_output`"},
    IoField{"output_sha256", IoType::kString, &IoRow::output_sha256,
            "of the bytes after the launch; empty unless `is_output`"},
    IoField{"tolerance", IoType::kDouble, &IoRow::tolerance,
            "how far outputs may be off, relative to their size; 0: the same bits, or both NaN"},
};

json::Value JsonOf(const std::string& value) { return value; }
json::Value JsonOf(const std::vector<uint64_t>& value) { return value; }
json::Value JsonOf(bool value) { return value; }
json::Value JsonOf(double value) { return value; }

uint64_t BytesOf(IoType type, const std::string& value) {
  const auto padding = static_cast<uint64_t>(std::ranges::count(value, '='));
  const uint64_t bytes = type == IoType::kBytes ? value.size() / 4 * 3 - padding : value.size();
  return bytes + sizeof(int32_t);
}
uint64_t BytesOf(IoType /*type*/, const std::vector<uint64_t>& value) {
  return value.size() * sizeof(int64_t) + sizeof(int32_t);
}
uint64_t BytesOf(IoType /*type*/, bool /*value*/) { return 0; }
uint64_t BytesOf(IoType /*type*/, double value) { return sizeof(value); }

template <typename T>
Status TakeField(const json::Value& object, const IoField& field, T& value) {
  WARPLOOM_ASSIGN_OR_RETURN(value, json::Get<T>(object, field.name));
  return {};
}

}  // namespace

std::span<const IoField> IoFields() { return kIoFields; }

uint64_t MemoryBytes(const IoRow& row) {
  uint64_t bytes = 0;
  for (const IoField& field : kIoFields) {
    bytes +=
        std::visit([&](auto member) { return BytesOf(field.type, row.*member); }, field.member);
  }
  return bytes;
}

uint64_t FlagBytes(uint64_t rows) {
  const auto flags =
      static_cast<uint64_t>(std::ranges::count(kIoFields, IoType::kBool, &IoField::type));
  return flags * ((rows + 7) / 8);
}

json::Value ToJson(const IoRow& row) {
  json::Value object = json::Value::object();
  for (const IoField& field : kIoFields) {
    object[std::string(field.name)] =
        std::visit([&](auto member) { return JsonOf(row.*member); }, field.member);
  }
  return object;
}

Result<IoRow> IoRowFromJson(const json::Value& object) {
  IoRow row;
  for (const IoField& field : kIoFields) {
    WARPLOOM_TRY(std::visit([&](auto member) { return TakeField(object, field, row.*member); },
                            field.member));
  }
  return row;
}

}  // namespace warploom::dataset
