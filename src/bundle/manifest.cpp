#include "bundle/manifest.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "json/fields.h"

namespace warploom::bundle {
namespace {

using json::Get;

struct ScalarFacts {
  ScalarType type;
  std::string_view name;
  size_t bytes;
  bool is_float;
};

constexpr std::array<ScalarFacts, 13> kScalars = {{
    {ScalarType::kBool, "bool", 1, false},
    {ScalarType::kInt8, "int8", 1, false},
    {ScalarType::kInt16, "int16", 2, false},
    {ScalarType::kInt32, "int32", 4, false},
    {ScalarType::kInt64, "int64", 8, false},
    {ScalarType::kUint8, "uint8", 1, false},
    {ScalarType::kUint16, "uint16", 2, false},
    {ScalarType::kUint32, "uint32", 4, false},
    {ScalarType::kUint64, "uint64", 8, false},
    {ScalarType::kFloat16, "float16", 2, true},
    {ScalarType::kBfloat16, "bfloat16", 2, true},
    {ScalarType::kFloat32, "float32", 4, true},
    {ScalarType::kFloat64, "float64", 8, true},
}};

const ScalarFacts& FactsOf(ScalarType type) { return kScalars.at(static_cast<size_t>(type)); }

// Decodes every item of an array.
template <typename Decode>
auto DecodeAll(const json::Value& object, std::string_view key, const Decode& decode)
    -> Result<std::vector<typename decltype(decode(object))::value_type>> {
  WARPLOOM_ASSIGN_OR_RETURN(const auto items, json::GetArray(object, key));
  std::vector<typename decltype(decode(object))::value_type> decoded;
  for (const json::Value& item : items) {
    WARPLOOM_ASSIGN_OR_RETURN(auto one, decode(item));
    decoded.push_back(std::move(one));
  }
  return decoded;
}

Result<ScalarType> ScalarTypeOf(std::string_view name) {
  const auto* const found = std::ranges::find(kScalars, name, &ScalarFacts::name);
  if (found == kScalars.end()) {
    return Fail(ErrorKind::kCorrupt, "a buffer's elements have a type that is not known");
  }
  return found->type;
}

Result<ScalarRun> DecodeRun(const json::Value& value) {
  ScalarRun run;
  WARPLOOM_ASSIGN_OR_RETURN(const std::string name, Get<std::string>(value, "type"));
  WARPLOOM_ASSIGN_OR_RETURN(run.type, ScalarTypeOf(name));
  WARPLOOM_ASSIGN_OR_RETURN(run.offset, Get<uint64_t>(value, "offset"));
  WARPLOOM_ASSIGN_OR_RETURN(run.count, Get<uint64_t>(value, "count"));
  return run;
}

Result<Buffer> DecodeBuffer(const json::Value& value) {
  Buffer buffer;
  WARPLOOM_ASSIGN_OR_RETURN(buffer.name, Get<std::string>(value, "name"));
  WARPLOOM_ASSIGN_OR_RETURN(buffer.bytes, Get<uint64_t>(value, "bytes"));
  WARPLOOM_ASSIGN_OR_RETURN(const json::Value* const element, json::GetObject(value, "element"));
  WARPLOOM_ASSIGN_OR_RETURN(buffer.element_bytes, Get<uint64_t>(*element, "bytes"));
  WARPLOOM_ASSIGN_OR_RETURN(buffer.scalars, DecodeAll(*element, "scalars", DecodeRun));
  WARPLOOM_ASSIGN_OR_RETURN(buffer.before, Get<uint64_t>(value, "before"));
  WARPLOOM_ASSIGN_OR_RETURN(buffer.after, Get<uint64_t>(value, "after"));
  return buffer;
}

Result<Pointer> DecodePointer(const json::Value& value) {
  const bool is_triple =
      value.is_array() && value.size() == 3 &&
      std::ranges::all_of(value, [](const json::Value& item) { return item.is_number_unsigned(); });
  if (!is_triple) {
    return Fail(ErrorKind::kCorrupt, "a pointer is not a list of three numbers");
  }
  return Pointer{.place = value[0], .buffer = value[1], .offset = value[2]};
}

Result<Parameter> DecodeParameter(const json::Value& value) {
  Parameter parameter;
  WARPLOOM_ASSIGN_OR_RETURN(parameter.at, Get<uint64_t>(value, "at"));
  WARPLOOM_ASSIGN_OR_RETURN(parameter.bytes, Get<uint64_t>(value, "bytes"));
  WARPLOOM_ASSIGN_OR_RETURN(parameter.pointers, DecodeAll(value, "pointers", DecodePointer));
  return parameter;
}

Result<Round> DecodeRound(const json::Value& value) {
  Round round;
  WARPLOOM_ASSIGN_OR_RETURN(round.name, Get<std::string>(value, "name"));
  WARPLOOM_ASSIGN_OR_RETURN(round.expected_from, Get<std::string>(value, "expected_from"));
  WARPLOOM_ASSIGN_OR_RETURN(round.parameters, DecodeAll(value, "parameters", DecodeParameter));
  WARPLOOM_ASSIGN_OR_RETURN(round.buffers, DecodeAll(value, "buffers", DecodeBuffer));
  return round;
}

Result<Module> DecodeModule(const json::Value& value) {
  Module module;
  WARPLOOM_ASSIGN_OR_RETURN(module.file, Get<std::string>(value, "file"));
  WARPLOOM_ASSIGN_OR_RETURN(module.arch, Get<uint64_t>(value, "arch"));
  WARPLOOM_ASSIGN_OR_RETURN(const std::string kind, Get<std::string>(value, "kind"));
  if (kind != "cubin" && kind != "ptx") {
    return Fail(ErrorKind::kCorrupt, "a module is neither a cubin nor PTX");
  }
  module.is_ptx = kind == "ptx";
  return module;
}

Result<Tolerance> DecodeTolerance(const json::Value& value) {
  Tolerance tolerance;
  WARPLOOM_ASSIGN_OR_RETURN(const std::string rule, Get<std::string>(value, "rule"));
  WARPLOOM_ASSIGN_OR_RETURN(tolerance.because, Get<std::vector<std::string>>(value, "because"));
  if (rule != "exact" && rule != "close") {
    return Fail(ErrorKind::kCorrupt, "a tolerance has a rule that is not known");
  }
  tolerance.is_exact = rule == "exact";
  if (!tolerance.is_exact) {
    WARPLOOM_ASSIGN_OR_RETURN(tolerance.outliers, Get<double>(value, "outliers"));
    WARPLOOM_ASSIGN_OR_RETURN(const json::Value* const limits, json::GetObject(value, "limits"));
    for (const auto& [name, limit] : limits->items()) {
      WARPLOOM_ASSIGN_OR_RETURN(const ScalarType type, ScalarTypeOf(name));
      WARPLOOM_ASSIGN_OR_RETURN(tolerance.limits[type].relative, Get<double>(limit, "relative"));
      WARPLOOM_ASSIGN_OR_RETURN(tolerance.limits[type].of_largest,
                                Get<double>(limit, "of_largest"));
    }
  }
  return tolerance;
}

Status DecodeLaunch(const json::Value& value, Sample& sample) {
  WARPLOOM_ASSIGN_OR_RETURN(const auto grid, Get<std::vector<uint64_t>>(value, "grid"));
  if (grid.size() != sample.grid.size()) {
    return Fail(ErrorKind::kCorrupt, "a grid does not have three dimensions");
  }
  std::ranges::copy(grid, sample.grid.begin());
  WARPLOOM_ASSIGN_OR_RETURN(sample.block_dim, Get<uint64_t>(value, "block_dim"));
  WARPLOOM_ASSIGN_OR_RETURN(sample.shared_bytes, Get<uint64_t>(value, "shared_bytes"));
  return {};
}

}  // namespace

std::string FileName(std::string_view id, std::string_view file) {
  return fmt::format("samples/{}/{}", id, file);
}

std::string_view NameOf(ScalarType type) { return FactsOf(type).name; }
size_t SizeOf(ScalarType type) { return FactsOf(type).bytes; }
bool IsFloat(ScalarType type) { return FactsOf(type).is_float; }

uint64_t Manifest::cuda_version() const {
  uint64_t latest = 0;
  for (const Sample& sample : samples) {
    latest = std::max(latest, sample.cuda_version);
  }
  return latest;
}

Result<Sample> DecodeSample(const json::Value& value) {
  Sample sample;
  WARPLOOM_ASSIGN_OR_RETURN(sample.id, Get<std::string>(value, "id"));
  WARPLOOM_ASSIGN_OR_RETURN(sample.entry_point, Get<std::string>(value, "entry_point"));
  WARPLOOM_ASSIGN_OR_RETURN(sample.cuda_version, Get<uint64_t>(value, "cuda_version"));
  WARPLOOM_ASSIGN_OR_RETURN(sample.kernel, Get<std::string>(value, "kernel"));
  WARPLOOM_ASSIGN_OR_RETURN(sample.modules, DecodeAll(value, "modules", DecodeModule));
  WARPLOOM_TRY(DecodeLaunch(value, sample));
  WARPLOOM_ASSIGN_OR_RETURN(const json::Value* const rule, json::GetObject(value, "tolerance"));
  WARPLOOM_ASSIGN_OR_RETURN(sample.tolerance, DecodeTolerance(*rule));
  WARPLOOM_ASSIGN_OR_RETURN(sample.rounds, DecodeAll(value, "rounds", DecodeRound));
  return sample;
}

Result<Manifest> DecodeManifest(const json::Value& value) {
  WARPLOOM_ASSIGN_OR_RETURN(const std::string format, Get<std::string>(value, "format"));
  if (format != kFormat) {
    return Fail(ErrorKind::kCorrupt, "it is no bundle of warploom");
  }
  WARPLOOM_ASSIGN_OR_RETURN(const uint64_t version, Get<uint64_t>(value, "version"));
  if (version != kVersion) {
    return Fail(ErrorKind::kCorrupt,
                fmt::format("it is a bundle of version {}, but this program knows version {}; use "
                            "the warploom-gpu-run of the warploom that made it",
                            version, kVersion));
  }
  Manifest manifest;
  WARPLOOM_ASSIGN_OR_RETURN(manifest.warp_version, Get<std::string>(value, "warp_version"));
  WARPLOOM_ASSIGN_OR_RETURN(manifest.samples, DecodeAll(value, "samples", DecodeSample));
  return manifest;
}

}  // namespace warploom::bundle
