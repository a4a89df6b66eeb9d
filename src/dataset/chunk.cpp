#include "dataset/chunk.h"

#include <fmt/format.h>

#include <utility>

#include "dataset/arrow/zstd_stream.h"
#include "dataset/layout.h"
#include "json/fields.h"
#include "json/parse.h"
#include "json/write.h"

namespace warploom::dataset {
namespace {

tl::unexpected<Error> Refuse(const Chunk& chunk, const std::string& why) {
  return Fail(ErrorKind::kInternal, fmt::format("storing chunk {}: {}", chunk.number, why));
}

// Checks that the samples from `first` on belong to one kernel, one per target.
Status CheckKernel(const Chunk& chunk, size_t first, const Request& request) {
  for (size_t i = 0; i < request.targets.size(); ++i) {
    const Sample& sample = chunk.samples[first + i];
    if (sample.target != request.targets[i] || sample.id != chunk.samples[first].id ||
        sample.index != chunk.samples[first].index || sample.id != SampleId(sample.python_code)) {
      return Refuse(chunk, fmt::format("sample {} is not kernel {} for {}", sample.id,
                                       chunk.samples[first].id, request.targets[i]));
    }
  }
  return {};
}

// Checks that there is one proof for each kernel, if the request asks for a run.
Status CheckProofs(const Chunk& chunk, const Request& request) {
  const size_t targets = request.targets.size();
  if (chunk.proofs.size() != (request.check == "run" ? chunk.samples.size() / targets : 0)) {
    return Refuse(chunk, fmt::format("it has {} proofs for {} samples", chunk.proofs.size(),
                                     chunk.samples.size()));
  }
  for (size_t i = 0; i < chunk.proofs.size(); ++i) {
    if (chunk.proofs[i].index != chunk.samples[i * targets].index) {
      return Refuse(chunk, fmt::format("proof {} is not of kernel {}", chunk.proofs[i].index,
                                       chunk.samples[i * targets].id));
    }
  }
  return {};
}

// Adds one line of a chunk's file: an object with a sample, a proof or a reject.
Status AddDraw(const json::Value& object, std::span<const Field> fields, Chunk& chunk) {
  if (json::FindMember(object, "proof") != nullptr) {
    WARPLOOM_ASSIGN_OR_RETURN(const json::Value* const proof, json::GetObject(object, "proof"));
    WARPLOOM_ASSIGN_OR_RETURN(Proof decoded, ProofFromJson(*proof));
    chunk.proofs.push_back(std::move(decoded));
    return {};
  }
  if (json::FindMember(object, "sample") == nullptr) {
    WARPLOOM_ASSIGN_OR_RETURN(const json::Value* const reject, json::GetObject(object, "reject"));
    WARPLOOM_ASSIGN_OR_RETURN(Reject decoded, RejectFromJson(*reject));
    chunk.rejects.push_back(std::move(decoded));
    return {};
  }
  WARPLOOM_ASSIGN_OR_RETURN(const json::Value* const sample, json::GetObject(object, "sample"));
  WARPLOOM_ASSIGN_OR_RETURN(Sample decoded, SampleFromJson(*sample, fields));
  chunk.samples.push_back(std::move(decoded));
  return {};
}

}  // namespace

Status CheckChunk(const Chunk& chunk, const Request& request) {
  const size_t targets = request.targets.size();
  if (chunk.samples.size() % targets != 0) {
    return Refuse(chunk, fmt::format("{} samples do not make whole kernels for {} targets",
                                     chunk.samples.size(), targets));
  }
  const uint64_t draws = DrawsPerChunk(request);
  size_t sample = 0, reject = 0;
  for (uint64_t index = chunk.number * draws; index < (chunk.number + 1) * draws; ++index) {
    const bool accepted =
        sample < chunk.samples.size() && std::cmp_equal(chunk.samples[sample].index, index);
    const bool rejected =
        reject < chunk.rejects.size() && std::cmp_equal(chunk.rejects[reject].index, index);
    if (accepted == rejected) {
      return Refuse(chunk,
                    fmt::format("draw {} must be accepted or rejected, in index order", index));
    }
    if (accepted) {
      WARPLOOM_TRY(CheckKernel(chunk, sample, request));
    }
    sample += accepted ? targets : 0;
    reject += rejected ? 1 : 0;
  }
  if (sample != chunk.samples.size() || reject != chunk.rejects.size()) {
    return Refuse(chunk, "it holds draws of other chunks");
  }
  return CheckProofs(chunk, request);
}

Result<std::string> EncodeChunk(const Chunk& chunk, const Request& request) {
  const std::vector<Field> fields = SampleFields(request.include);
  ZstdCompressor compressor;
  std::string bytes;
  const auto add = [&](std::string line) -> Status {
    line.push_back('\n');
    WARPLOOM_ASSIGN_OR_RETURN(const std::string ready, compressor.Add(line));
    bytes += ready;
    return {};
  };
  for (const Sample& sample : chunk.samples) {
    WARPLOOM_ASSIGN_OR_RETURN(std::string line,
                              json::DumpLine(json::Value{{"sample", ToJson(sample, fields)}}));
    WARPLOOM_TRY(add(std::move(line)));
  }
  for (const Proof& proof : chunk.proofs) {
    WARPLOOM_TRY(add(json::DumpLineLossy(json::Value{{"proof", ToJson(proof)}})));
  }
  for (const Reject& reject : chunk.rejects) {
    WARPLOOM_TRY(add(json::DumpLineLossy(json::Value{{"reject", ToJson(reject)}})));
  }
  WARPLOOM_ASSIGN_OR_RETURN(const std::string rest, compressor.Finish());
  return bytes + rest;
}

Result<Chunk> DecodeChunk(std::string_view bytes, uint64_t number, const Request& request) {
  const std::string name = ChunkName(number);
  const std::vector<Field> fields = SampleFields(request.include);
  WARPLOOM_ASSIGN_OR_RETURN(const std::string text, Decompress(bytes, name));
  Chunk chunk;
  chunk.number = number;
  const auto add = [&](const json::Value& object) { return AddDraw(object, fields, chunk); };
  for (std::string_view rest = text; !rest.empty();) {
    const size_t end = std::min(rest.find('\n'), rest.size() - 1);
    WARPLOOM_TRY(json::ParseAs(rest.substr(0, end), name, add));
    rest.remove_prefix(end + 1);
  }
  if (const Status whole = CheckChunk(chunk, request); !whole) {
    return Fail(ErrorKind::kCorrupt, fmt::format("reading {}: {}", name, whole.error().message));
  }
  return chunk;
}

}  // namespace warploom::dataset
