#include "readers.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "base/check.h"
#include "base/hash.h"
#include "bundle/bundle.h"
#include "bundle/check_sample.h"
#include "bundle/compression.h"
#include "dataset/arrow/parquet_shard.h"
#include "dataset/arrow/zstd_stream.h"
#include "dataset/chunk.h"
#include "dataset/file_check.h"
#include "dataset/journal.h"
#include "dataset/layout.h"
#include "dataset/manifest.h"
#include "gpu_run/guarded_memory.h"
#include "json/parse.h"
#include "json/write.h"
#include "oracle/messages.h"
#include "os/fake_file_system.h"
#include "synth/profile/profile.h"
#include "verify/record_file.h"

namespace warploom::fuzz_test {
namespace {

// Hostile bytes are somebody's fault, but never ours: "a bug, please report it" would be a lie.
template <typename T>
const T* GoodOf(const Result<T>& result) {
  if (!result) {
    WARPLOOM_CHECK(result.error().kind != ErrorKind::kInternal, result.error().message);
    WARPLOOM_CHECK(!result.error().message.empty(), "an error says what is wrong");
    return nullptr;
  }
  return &*result;
}

void ReadJson(std::string_view bytes) {
  const Result<json::Value> value = json::Parse(bytes);
  if (GoodOf(value) == nullptr) {
    return;
  }
  const Result<std::string> text = json::DumpLine(*value);
  WARPLOOM_CHECK(text, "what was parsed is UTF-8");
  const Result<json::Value> again = json::Parse(*text);
  WARPLOOM_CHECK(again && json::DumpLine(*again) == *text, "the text is the value's");
}

// What a command does with a request that it has read.
void UseRequest(const dataset::Request& request) {
  const Result<dataset::Request> normalized = Normalized(request);
  WARPLOOM_CHECK(normalized && *normalized == request, "a request is read in its normal form");
  WARPLOOM_CHECK(!Difference(request, *normalized), "it is no other request than itself");
  WARPLOOM_CHECK(!CommandLine(request).empty(), "every request has a command");
  const uint64_t draws = DrawsPerChunk(request);
  WARPLOOM_CHECK(draws > 0 && ChunkCount(request) <= request.count, "chunks have draws");
  const auto [shards, rows] = dataset::ShardingOf(request, request.count);
  WARPLOOM_CHECK(shards * rows >= request.count, "shards have rows");
  WARPLOOM_CHECK(IoSharding(request).rows_per_shard > 0, "shards have rows");
}

void ReadRequest(std::string_view bytes) {
  const auto request = json::ParseAs(bytes, "request.json", dataset::RequestFromJson);
  if (GoodOf(request) != nullptr) {
    UseRequest(*request);
  }
}

void ReadManifest(std::string_view bytes) {
  const auto manifest = json::ParseAs(bytes, "manifest.json", dataset::ManifestFromJson);
  if (GoodOf(manifest) == nullptr) {
    return;
  }
  UseRequest(manifest->request);
  const auto again = dataset::ManifestFromJson(ToJson(*manifest));
  WARPLOOM_CHECK(again && *again == *manifest, "a manifest survives being written");
  for (const dataset::FileEntry& entry : manifest->files) {
    const std::string padded = "/" + entry.path + "/";
    WARPLOOM_CHECK(!entry.path.starts_with('/') && padded.find("/../") == std::string::npos,
                   "a file of a dataset is in its folder");
    dataset::ParseDataFile(entry.path);
  }
  FakeFileSystem fs;
  WARPLOOM_CHECK(fs.MakeDirectories("/out"), "the fake disk has room");
  for (const auto check : {dataset::FileCheck::kSizes, dataset::FileCheck::kHashes}) {
    const Status status = dataset::CheckFiles(fs, "/out", *manifest, check);
    WARPLOOM_CHECK(status || status.error().kind != ErrorKind::kInternal, "a file is missing");
  }
}

// As it stands, and with the hash that makes each line a good one.
void ReadJournal(std::string_view bytes) {
  constexpr uint64_t kDraws = 4;
  dataset::ParseJournal(bytes, kDraws);
  std::string signed_lines;
  for (std::string_view rest = bytes; !rest.empty();) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    signed_lines += fmt::format("{} {}\n", Hex16(Hash64(line)), line);
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
  }
  const dataset::Journal journal = dataset::ParseJournal(signed_lines, kDraws);
  std::string again;
  for (const auto& [number, chunk] : journal.chunks) {
    again += JournalLine(chunk, kDraws);
  }
  const dataset::Journal same = dataset::ParseJournal(again, kDraws);
  WARPLOOM_CHECK(same.chunks == journal.chunks && same.damaged_lines == 0,
                 "a journal survives being written");
}

dataset::Request SmallRequest(const std::string& check) {
  dataset::Request request;
  request.count = 8;
  request.targets = {"cpu"};
  request.check = check;
  return request;
}

void ReadChunk(std::string_view bytes, const std::string& check) {
  const dataset::Request request = SmallRequest(check);
  const Result<dataset::Chunk> chunk = dataset::DecodeChunk(bytes, 0, request);
  if (GoodOf(chunk) != nullptr) {
    WARPLOOM_CHECK(CheckChunk(*chunk, request), "a chunk that was read is whole");
    const Result<std::string> again = EncodeChunk(*chunk, request);
    WARPLOOM_CHECK(again && dataset::DecodeChunk(*again, 0, request) == *chunk,
                   "a chunk survives being written");
  }
}

// The text of a chunk, compressed here, since no mutation of compressed bytes changes a text well.
void ReadChunkText(std::string_view bytes) {
  const Result<std::string> compressed = dataset::Compress(bytes);
  WARPLOOM_CHECK(compressed, "everything can be compressed");
  ReadChunk(*compressed, "codegen");
  ReadChunk(*compressed, "run");
}

void ReadZstd(std::string_view bytes) {
  GoodOf(dataset::Decompress(bytes, "a shard"));
  GoodOf(bundle::DecompressZstd(bytes, size_t{1} << 22U));
  ReadChunk(bytes, "codegen");
}

void ReadProfile(std::string_view bytes) {
  const auto profile = synth::profile::ParseProfile(bytes, "mine.toml");
  if (GoodOf(profile) == nullptr) {
    return;
  }
  const std::string text = DumpProfile(*profile);
  const auto again = synth::profile::ParseProfile(text, "dumped.toml");
  WARPLOOM_CHECK(again && DumpProfile(*again) == text, "a profile survives being written");
}

void ReadParquet(std::string_view bytes) {
  const auto shard =
      dataset::ParquetShard::Open(std::string(bytes), "train.parquet", dataset::SampleFields({}));
  if (GoodOf(shard) == nullptr) {
    return;
  }
  for (int group = 0; group < shard->row_groups(); ++group) {
    GoodOf(shard->ReadRowGroup(group));
  }
  GoodOf(shard->Find("wl-0123456789abcdef"));
}

void UseBundle(const bundle::Bundle& bundle) {
  for (const bundle::Sample& sample : bundle.manifest().samples) {
    for (const bundle::Module& module : sample.modules) {
      bundle.FileOf(sample, module.file);
    }
    for (const bundle::Round& round : sample.rounds) {
      const gpu_run::GuardedMemory memory(round, bundle.DataOf(sample));
      WARPLOOM_CHECK(!memory.ChangedSentinel(), "nobody has written to it");
    }
  }
}

// A bundle, and the archive of one.
void ReadBundle(std::string_view bytes) {
  const Result<bundle::Bundle> whole = bundle::ParseBundle(bytes);
  if (GoodOf(whole) != nullptr) {
    UseBundle(*whole);
  }
  const Result<std::string> compressed = bundle::CompressZstd(bytes);
  WARPLOOM_CHECK(compressed, "everything can be compressed");
  const Result<bundle::Bundle> packed = bundle::ParseBundle(*compressed);
  if (GoodOf(packed) != nullptr) {
    UseBundle(*packed);
  }
}

// A bundle's manifest, with the only sample's files beside it.
void ReadBundleManifest(std::string_view bytes) {
  const auto manifest = json::ParseAs(bytes, "manifest.json", bundle::DecodeManifest);
  if (GoodOf(manifest) == nullptr) {
    return;
  }
  const std::string data(4096, '\x5a');
  for (const bundle::Sample& sample : manifest->samples) {
    if (!bundle::CheckSample(sample, data.size())) {
      continue;
    }
    for (const bundle::Round& round : sample.rounds) {
      const gpu_run::GuardedMemory memory(round, data);
      WARPLOOM_CHECK(!memory.ChangedSentinel(), "nobody has written to it");
    }
  }
}

void ReadVerdicts(std::string_view bytes) {
  FakeFileSystem fs;
  WARPLOOM_CHECK(WriteFileAtomically(fs, "/verdicts.jsonl", bytes), "the fake disk has room");
  const auto records = verify::ReadRecords(fs, "/verdicts.jsonl");
  if (GoodOf(records) == nullptr) {
    return;
  }
  WARPLOOM_CHECK(verify::MergeRecords(fs, "/merged.jsonl", *records), "records can be written");
  WARPLOOM_CHECK(verify::ReadRecords(fs, "/merged.jsonl"), "and read again");
}

void ReadReply(std::string_view bytes) {
  GoodOf(oracle::DecodeHello(bytes));
  oracle::BuildOptions options{.targets = {"cpu", "cuda"}, .include = {}};
  for (const bool run : {false, true}) {
    options.run = options.io = run;
    const auto reply = oracle::DecodeBuildReply(bytes, 7, options, 2);
    WARPLOOM_CHECK(!reply || reply->verdicts.size() == 2, "each kernel has its verdict");
  }
}

constexpr std::array kReaders = {
    Reader{"json", ReadJson},         Reader{"request", ReadRequest},
    Reader{"manifest", ReadManifest}, Reader{"journal", ReadJournal},
    Reader{"chunk", ReadChunkText},   Reader{"zstd", ReadZstd},
    Reader{"profile", ReadProfile},   Reader{"parquet", ReadParquet},
    Reader{"bundle", ReadBundle},     Reader{"bundle-manifest", ReadBundleManifest},
    Reader{"verdicts", ReadVerdicts}, Reader{"reply", ReadReply},
};

}  // namespace

std::span<const Reader> Readers() { return kReaders; }

const Reader* FindReader(std::string_view name) {
  const auto* const found = std::ranges::find(kReaders, name, &Reader::name);
  return found == kReaders.end() ? nullptr : found;
}

}  // namespace warploom::fuzz_test
