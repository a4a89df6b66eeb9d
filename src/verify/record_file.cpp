#include "verify/record_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "base/nearest.h"
#include "json/fields.h"
#include "json/parse.h"
#include "json/write.h"

namespace warploom::verify {
namespace {

using json::Get;

// The verdicts of another device of the kind, such as cuda:1, count as well.
bool IsDevice(std::string_view device) {
  return device == kCpu || device == kReference || device == kEmulated || device == kGradient ||
         device == kEmulatedGradient ||
         (device.starts_with("cuda:") && device.size() > 5 &&
          device.find_first_not_of("0123456789", 5) == std::string_view::npos);
}

Result<Record> RecordFromJson(const json::Value& object) {
  Record record;
  WARPLOOM_ASSIGN_OR_RETURN(record.id, Get<std::string>(object, "id"));
  WARPLOOM_ASSIGN_OR_RETURN(record.target, Get<std::string>(object, "target"));
  WARPLOOM_ASSIGN_OR_RETURN(record.device, Get<std::string>(object, "device"));
  WARPLOOM_ASSIGN_OR_RETURN(record.verdict, Get<std::string>(object, "verdict"));
  WARPLOOM_ASSIGN_OR_RETURN(record.detail, Get<std::string>(object, "detail"));
  const std::vector<std::string>& verdicts = Verdicts();
  if (std::ranges::find(verdicts, record.verdict) == verdicts.end()) {
    return Fail(ErrorKind::kCorrupt,
                fmt::format(R"(there is no verdict "{}"; the nearest is "{}")", record.verdict,
                            Nearest(record.verdict, verdicts)));
  }
  if (!IsDevice(record.device)) {
    return Fail(ErrorKind::kCorrupt,
                fmt::format("there is no device \"{}\"; they are cpu, reference, emulated and "
                            "cuda:0 and so on",
                            record.device));
  }
  return record;
}

}  // namespace

json::Value ToJson(const Record& record) {
  return json::Value{{"id", record.id},
                     {"target", record.target},
                     {"device", record.device},
                     {"verdict", record.verdict},
                     {"detail", record.detail}};
}

Result<std::vector<Record>> ReadRecords(FileSystem& fs, const std::string& path) {
  WARPLOOM_ASSIGN_OR_RETURN(const std::string text, fs.Read(path));
  std::vector<Record> records;
  size_t number = 0;
  for (std::string_view rest = text; !rest.empty();) {
    const size_t end = std::min(rest.find('\n'), rest.size());
    WARPLOOM_ASSIGN_OR_RETURN(
        Record record, json::ParseAs(rest.substr(0, end),
                                     fmt::format("line {} of {}", ++number, path), RecordFromJson));
    records.push_back(std::move(record));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return records;
}

Status MergeRecords(FileSystem& fs, const std::string& path, const std::vector<Record>& records) {
  std::map<std::tuple<std::string, std::string, std::string>, Record> merged;
  const auto add = [&](const Record& record) {
    merged[{record.id, record.target, record.device}] = record;
  };
  if (fs.Exists(path)) {
    WARPLOOM_ASSIGN_OR_RETURN(const std::vector<Record> there, ReadRecords(fs, path));
    std::ranges::for_each(there, add);
  }
  std::ranges::for_each(records, add);
  std::string text;
  for (const auto& [key, record] : merged) {
    text += json::DumpLineLossy(ToJson(record)) + "\n";
  }
  return WriteFileAtomically(fs, path, text);
}

}  // namespace warploom::verify
