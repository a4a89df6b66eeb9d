#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "json/value.h"

// The manifest.json of a bundle. docs/bundle.md describes the format; this is the one place in C++
// that knows its keys.
namespace warploom::bundle {

inline constexpr std::string_view kFormat = "warploom-bundle";
inline constexpr uint64_t kVersion = 1;
inline constexpr std::string_view kManifestName = "manifest.json";
inline constexpr std::string_view kDataName = "data.bin";  // Of a sample: the blocks of its rounds.

// The name in the archive of a file of a sample.
std::string FileName(std::string_view id, std::string_view file);

enum class ScalarType {
  kBool,
  kInt8,
  kInt16,
  kInt32,
  kInt64,
  kUint8,
  kUint16,
  kUint32,
  kUint64,
  kFloat16,
  kBfloat16,
  kFloat32,
  kFloat64,
};

std::string_view NameOf(ScalarType type);
size_t SizeOf(ScalarType type);
bool IsFloat(ScalarType type);

// `count` scalars in a row, `offset` bytes behind the beginning of an element.
struct ScalarRun {
  ScalarType type = ScalarType::kFloat32;
  uint64_t offset = 0;
  uint64_t count = 1;
};

// A block of device memory: elements of `element_bytes` each. `before` and `after` are places in
// the sample's data, of `bytes` each.
struct Buffer {
  std::string name;
  uint64_t bytes = 0;
  uint64_t element_bytes = 1;
  std::vector<ScalarRun> scalars;
  uint64_t before = 0;
  uint64_t after = 0;
};

// Where the address of byte `offset` of a buffer goes, in bytes behind the beginning of a
// parameter.
struct Pointer {
  uint64_t place = 0;
  uint64_t buffer = 0;
  uint64_t offset = 0;
};

struct Parameter {
  uint64_t at = 0;  // In the sample's data.
  uint64_t bytes = 0;
  std::vector<Pointer> pointers;
};

// One launch and what it must store.
struct Round {
  std::string name;
  std::string expected_from;  // "reference" or "cpu".
  std::vector<Parameter> parameters;
  std::vector<Buffer> buffers;
};

// Machine code: a cubin runs on GPUs of its architecture's generation, PTX on all later ones.
struct Module {
  std::string file;
  bool is_ptx = false;
  uint64_t arch = 0;  // 90 stands for compute capability 9.0.
};

// How far a float may be from what is expected: by a part of the value, or of the largest value in
// its buffer.
struct FloatLimit {
  double relative = 0;
  double of_largest = 0;
};

// `outliers` is the part of a buffer's values that may break the limits, integers among them.
struct Tolerance {
  bool is_exact = true;  // No limits: all bits count, but every NaN is the same.
  std::vector<std::string> because;
  std::map<ScalarType, FloatLimit> limits;
  double outliers = 0;
};

struct Sample {
  std::string id;
  std::string entry_point;
  uint64_t cuda_version = 0;  // Of the compiler: 13040 is 13.4.
  std::string kernel;         // The name of the function in the modules.
  std::vector<Module> modules;
  std::array<uint64_t, 3> grid = {1, 1, 1};
  uint64_t block_dim = 256;
  uint64_t shared_bytes = 0;
  Tolerance tolerance;
  std::vector<Round> rounds;
};

struct Manifest {
  std::string warp_version;
  std::vector<Sample> samples;

  // The latest CUDA version that one of its modules was compiled by.
  uint64_t cuda_version() const;
};

// kCorrupt when the value is no manifest of a version that this program knows.
Result<Manifest> DecodeManifest(const json::Value& value);
// A sample's object alone.
Result<Sample> DecodeSample(const json::Value& value);

}  // namespace warploom::bundle
