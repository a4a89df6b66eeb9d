#include "dataset/fake_samples.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/hash.h"

namespace warploom::dataset {
namespace {

constexpr uint64_t kRefusedEvery = 5;

bool Includes(const Request& request, const std::string& word) {
  return std::ranges::find(request.include, word) != request.include.end();
}

Sample FakeSample(uint64_t index, const std::string& target, const Request& request) {
  Sample sample;
  sample.entry_point = fmt::format("kernel_{}", index);
  sample.target = target;
  sample.category = index % 3 == 0 ? "stencil" : "map";
  sample.features =
      index % 4 == 0 ? std::vector<std::string>{} : std::vector<std::string>{"loop", "vec3"};
  sample.python_code = fmt::format(
      "import warp as wp\n\n\n@wp.kernel\ndef {}(x: wp.array(dtype=float)):\n"
      "    i = wp.tid()\n    # \"quotes\", tabs\t, umlauts \u00e4 and \u221e.\n    x[i] = x[i] * "
      "{}.0\n",
      sample.entry_point, index);
  sample.ir_forward = fmt::format("static void {}_{}_kernel_forward() {{\n  var_0 = {}.0f;\n}}",
                                  sample.entry_point, target, index);
  sample.ir_preamble = index % 2 == 0 ? "" : "struct S_0\n{\n};\n";
  sample.ir_backward = Includes(request, "backward") ? "// adjoint\n" : "";
  sample.ir_module = Includes(request, "module") ? "#define BLOCK_DIM 1\n" : "";
  sample.ptx = Includes(request, "ptx") && target == "cuda" ? ".version 8.0\n" : "";
  sample.launch = R"({"dims":[16]})";
  sample.difficulty = static_cast<int64_t>(index % 5 + 1);
  sample.structural_hash = Hex16(index);
  sample.masked_hash = Hex16(index / 2);
  sample.checks = {"codegen", "compile"};
  sample.seed = static_cast<int64_t>(request.seed);
  sample.index = static_cast<int64_t>(index);
  sample.profile = request.profile;
  sample.warp_version = request.warp_version;
  sample.generator_version = request.generator_version;
  sample.arch = request.arch;
  SetDerivedFields(sample);
  return sample;
}

Reject FakeReject(uint64_t index) {
  return {.index = static_cast<int64_t>(index),
          .attempt = 1,
          .entry_point = fmt::format("kernel_{}", index),
          .category = "map",
          .stage = index % 2 == 0 ? "codegen" : "compile",
          .reason = "no overload found for \xff",  // Compilers print such bytes.
          .python_code = "import warp as wp\n"};
}

Proof FakeProof(uint64_t index, const Request& request) {
  Proof proof{.index = static_cast<int64_t>(index), .verdicts = {}, .io = {}};
  for (const std::string& target : request.targets) {
    proof.verdicts.push_back({target, target == "cpu" ? "cpu" : "emulated", "PASS", ""});
  }
  if (index % 2 == 0) {
    proof.verdicts.push_back({"cpu", "reference", "UNSUPPORTED", "the builtin tile_load"});
  }
  for (const std::string fill : {"drawn", "ends"}) {
    const bool whole = index % 4 != 0;
    proof.io.push_back({.id = FakeSample(index, request.targets[0], request).id,
                        .fill = fill,
                        .seed = fmt::format("kernel_{}", index),
                        .argument = "x",
                        .dtype = "<f4",
                        .shape = {2, 3},
                        .is_output = true,
                        .whole = whole,
                        .input = whole ? "AAECAw==" : "",
                        .output = whole ? "/+8=" : "",
                        .output_sha256 = std::string(64, 'a'),
                        .tolerance = 0.0});
  }
  return proof;
}

}  // namespace

Request FakeRequest(uint64_t count) {
  Request request;
  request.seed = 7;
  request.count = count;
  request.profile_toml = "[weights]\nmap = 1.0\n";
  request.formats = {"json", "jsonl", "parquet"};
  request.warp_version = "1.19.0";
  request.generator_version = "0.1.0";
  request.arch = "sm_90";
  return request;
}

Chunk FakeChunk(uint64_t number, const Request& request) {
  Chunk chunk;
  chunk.number = number;
  const uint64_t draws = DrawsPerChunk(request);
  for (uint64_t index = number * draws; index < (number + 1) * draws; ++index) {
    if (index % kRefusedEvery == 3) {
      chunk.rejects.push_back(FakeReject(index));
      continue;
    }
    for (const std::string& target : request.targets) {
      chunk.samples.push_back(FakeSample(index, target, request));
    }
    if (request.check == "run") {
      chunk.proofs.push_back(FakeProof(index, request));
    }
  }
  return chunk;
}

uint64_t FakeChunksNeeded(const Request& request) {
  uint64_t kernels = 0, chunks = 0;
  while (kernels < request.count) {
    kernels += FakeChunk(chunks, request).samples.size() / request.targets.size();
    ++chunks;
  }
  return chunks;
}

}  // namespace warploom::dataset
