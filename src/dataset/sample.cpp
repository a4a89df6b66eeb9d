#include "dataset/sample.h"

#include <algorithm>
#include <type_traits>

#include "base/hash.h"
#include "json/fields.h"

namespace warploom::dataset {
namespace {

using json::Get;

// The one list of columns: name, type, member, --include word, meaning.
constexpr Field kFields[] = {
    {"id", FieldType::kText, &Sample::id, "", "hash of python_code; the same in both targets"},
    {"entry_point", FieldType::kText, &Sample::entry_point, "", "the kernel's name"},
    {"target", FieldType::kString, &Sample::target, "", "cpu or cuda"},
    {"category", FieldType::kString, &Sample::category, "", "primary category"},
    {"features", FieldType::kStringList, &Sample::features, "",
     "language features and builtin groups used"},
    {"python_code", FieldType::kText, &Sample::python_code, "",
     "a complete Python module that runs as it stands"},
    {"ir_forward", FieldType::kText, &Sample::ir_forward, "",
     "the forward function that Warp generates, unchanged"},
    {"ir_preamble", FieldType::kText, &Sample::ir_preamble, "",
     "generated structs and helper functions that ir_forward uses"},
    {"ir_backward", FieldType::kText, &Sample::ir_backward, "backward",
     "the adjoint function that Warp generates"},
    {"ir_module", FieldType::kText, &Sample::ir_module, "module",
     "the whole generated translation unit"},
    {"ptx", FieldType::kText, &Sample::ptx, "ptx", "PTX for arch; empty for cpu"},
    {"launch", FieldType::kText, &Sample::launch, "",
     "JSON: launch dimensions, and type, shape, fill and range of each argument"},
    {"difficulty", FieldType::kInt, &Sample::difficulty, "", "1 to 5, by size and constructs"},
    {"structural_hash", FieldType::kText, &Sample::structural_hash, "",
     "hash of the kernel with all names replaced by position"},
    {"masked_hash", FieldType::kText, &Sample::masked_hash, "",
     "the same with constants masked as well"},
    {"python_lines", FieldType::kInt, &Sample::python_lines, "", "lines of python_code"},
    {"ir_lines", FieldType::kInt, &Sample::ir_lines, "", "lines of ir_forward"},
    {"python_bytes", FieldType::kInt, &Sample::python_bytes, "", "bytes of python_code"},
    {"ir_bytes", FieldType::kInt, &Sample::ir_bytes, "", "bytes of ir_forward"},
    {"checks", FieldType::kStringList, &Sample::checks, "", "what the sample passed"},
    {"cluster", FieldType::kText, &Sample::cluster, "",
     "masked_hash of the first kernel of its cluster: a split never divides one"},
    {"seed", FieldType::kInt, &Sample::seed, "", "draws the kernel again, with index and attempt"},
    {"index", FieldType::kInt, &Sample::index, "", "number of the draw"},
    {"attempt", FieldType::kInt, &Sample::attempt, "", "attempt of the draw"},
    {"profile", FieldType::kString, &Sample::profile, "", "the generator's profile"},
    {"warp_version", FieldType::kString, &Sample::warp_version, "", "version of warp-lang"},
    {"generator_version", FieldType::kString, &Sample::generator_version, "",
     "version of warploom"},
    {"arch", FieldType::kString, &Sample::arch, "", "CUDA architecture of the cuda target"},
    {"license", FieldType::kString, &Sample::license, "", "SPDX id"},
};

int64_t CountLines(std::string_view text) {
  const bool unfinished = !text.empty() && text.back() != '\n';
  return std::count(text.begin(), text.end(), '\n') + (unfinished ? 1 : 0);
}

}  // namespace

std::vector<Field> SampleFields(std::span<const std::string> include) {
  std::vector<Field> fields;
  for (const Field& field : kFields) {
    if (field.include.empty() || std::ranges::find(include, field.include) != include.end()) {
      fields.push_back(field);
    }
  }
  return fields;
}

std::string SampleId(std::string_view python_code) { return "wl-" + Hex16(Hash64(python_code)); }

std::string GeneratedCode(const Sample& sample) {
  return sample.ir_preamble.empty() ? sample.ir_forward
                                    : sample.ir_preamble + "\n\n" + sample.ir_forward;
}

void SetDerivedFields(Sample& sample) {
  sample.id = SampleId(sample.python_code);
  sample.python_lines = CountLines(sample.python_code);
  sample.python_bytes = static_cast<int64_t>(sample.python_code.size());
  sample.ir_lines = CountLines(sample.ir_forward);
  sample.ir_bytes = static_cast<int64_t>(sample.ir_forward.size());
}

json::Value ToJson(const Sample& sample, std::span<const Field> fields) {
  json::Value object = json::Value::object();
  for (const Field& field : fields) {
    std::visit([&](auto member) { object[std::string(field.name)] = sample.*member; },
               field.member);
  }
  return object;
}

json::Value ToJson(const Reject& reject) {
  return json::Value{{"index", reject.index},
                     {"attempt", reject.attempt},
                     {"entry_point", reject.entry_point},
                     {"category", reject.category},
                     {"stage", reject.stage},
                     {"reason", reject.reason},
                     {"python_code", reject.python_code}};
}

Result<Sample> SampleFromJson(const json::Value& object, std::span<const Field> fields) {
  Sample sample;
  for (const Field& field : fields) {
    const auto read = [&](auto member) -> Status {
      using Value = std::remove_reference_t<decltype(sample.*member)>;
      WARPLOOM_ASSIGN_OR_RETURN(sample.*member, json::Get<Value>(object, field.name));
      return {};
    };
    WARPLOOM_TRY(std::visit(read, field.member));
  }
  return sample;
}

Result<Reject> RejectFromJson(const json::Value& object) {
  Reject reject;
  WARPLOOM_ASSIGN_OR_RETURN(reject.index, Get<int64_t>(object, "index"));
  WARPLOOM_ASSIGN_OR_RETURN(reject.attempt, Get<int64_t>(object, "attempt"));
  WARPLOOM_ASSIGN_OR_RETURN(reject.entry_point, Get<std::string>(object, "entry_point"));
  WARPLOOM_ASSIGN_OR_RETURN(reject.category, Get<std::string>(object, "category"));
  WARPLOOM_ASSIGN_OR_RETURN(reject.stage, Get<std::string>(object, "stage"));
  WARPLOOM_ASSIGN_OR_RETURN(reject.reason, Get<std::string>(object, "reason"));
  WARPLOOM_ASSIGN_OR_RETURN(reject.python_code, Get<std::string>(object, "python_code"));
  return reject;
}

}  // namespace warploom::dataset
