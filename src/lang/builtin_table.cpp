#include "lang/builtin_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <unordered_map>

#include "base/check.h"
#include "base/embedded.h"

namespace warploom::lang {
namespace {

constexpr std::string_view kPinnedVersion = "1.19.0";
constexpr std::string_view kVersionMark = " from warp-lang ";
constexpr std::string_view kOverloadColumns = "name\tindex\tgroup\tflags\tnative\tsignature";
constexpr std::string_view kCallColumns = "name\toverload\targs\tresults";
constexpr std::string_view kLeftOutColumns = "name\toverload\treason";

// FNV-1a over words; the keys are few bytes and need no more.
struct Mixer {
  uint64_t state = 0xcbf29ce484222325ULL;

  void Add(uint64_t word) {
    state = (state ^ word) * 0x9e3779b97f4a7c15ULL;
    state ^= state >> 29U;
  }
};

uint64_t CallKey(BuiltinNameId name, std::span<const Type> args) {
  Mixer mixer;
  mixer.Add(name.value);
  for (const Type type : args) {
    mixer.Add(type.bits() + 1);
  }
  return mixer.state;
}

// Takes the text up to `separator` (or all of it) off the front of `rest`.
std::string_view TakeUntil(std::string_view& rest, char separator) {
  const size_t end = std::min(rest.find(separator), rest.size());
  const std::string_view field = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return field;
}

// The lines of one table, with the file's name and line number for messages.
class TableReader {
 public:
  TableReader(std::string_view file, std::string_view text) : file_(file), rest_(text) {}

  bool at_end() const { return rest_.empty(); }

  std::string_view NextLine() {
    ++line_;
    return TakeUntil(rest_, '\n');
  }

  // Splits the next line into exactly `fields.size()` columns.
  Status NextRow(std::span<std::string_view> fields) {
    std::string_view line = NextLine();
    if (std::count(line.begin(), line.end(), '\t') + 1 != std::ssize(fields)) {
      return Wrong(fmt::format("a row has {} columns", fields.size()));
    }
    for (std::string_view& field : fields) {
      field = TakeUntil(line, '\t');
    }
    return {};
  }

  // Reads the two head lines; the Warp version.
  Result<std::string_view> Head(std::string_view columns) {
    const std::string_view mark = NextLine();
    const size_t at = mark.find(kVersionMark);
    if (at == std::string_view::npos) {
      return Wrong("the first line names the warp-lang version");
    }
    std::string_view version = mark.substr(at + kVersionMark.size());
    version = version.substr(0, version.find(';'));
    if (NextLine() != columns) {
      return Wrong(fmt::format("the second line is \"{}\"", columns));
    }
    return version;
  }

  tl::unexpected<Error> Wrong(std::string_view rule) const {
    return Fail(ErrorKind::kCorrupt,
                fmt::format("{}:{}: {}; write the table again with python -m warploom.introspect",
                            file_, line_, rule));
  }

 private:
  std::string_view file_;
  std::string_view rest_;
  int line_ = 0;
};

bool HasWord(std::string_view words, std::string_view wanted) {
  while (!words.empty()) {
    if (TakeUntil(words, ',') == wanted) {
      return true;
    }
  }
  return false;
}

std::optional<uint16_t> ReadIndex(std::string_view text) {
  uint16_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = end == text.data() + text.size();
  return error == std::errc() && whole ? std::optional(value) : std::nullopt;
}

// Where a row's types lie in the table's one vector of types; spans are made when it is full.
struct TypeRange {
  uint32_t begin = 0;
  uint32_t end = 0;
};

class ParsedTable final : public BuiltinTable {
 public:
  Status Parse(std::string_view overloads_tsv, std::string_view calls_tsv,
               std::string_view left_out_tsv) {
    WARPLOOM_TRY(ParseOverloads(overloads_tsv));
    WARPLOOM_TRY(ParseCalls(calls_tsv));
    WARPLOOM_TRY(ParseLeftOut(left_out_tsv));
    Index();
    return {};
  }

  std::string_view warp_version() const override { return version_; }
  std::span<const std::string_view> names() const override { return names_; }
  std::span<const Overload> overloads() const override { return overloads_; }
  std::span<const Call> calls() const override { return calls_; }
  std::span<const LeftOut> left_out() const override { return left_out_; }

  BuiltinNameId Name(std::string_view name) const override {
    const auto id = FindName(name);
    WARPLOOM_CHECK(id.has_value(), fmt::format("Warp has no builtin \"{}\"", name));
    return *id;
  }

  std::optional<BuiltinNameId> FindName(std::string_view name) const override {
    const auto found = name_ids_.find(name);
    return found == name_ids_.end() ? std::nullopt : std::optional(found->second);
  }

  const Call* Resolve(BuiltinNameId name, std::span<const Type> args) const override {
    for (size_t slot = CallKey(name, args) & slot_mask_;; slot = (slot + 1) & slot_mask_) {
      if (!slots_[slot].is_valid()) {
        return nullptr;
      }
      const Call& candidate = calls_[slots_[slot].value];
      if (candidate.name == name && std::ranges::equal(candidate.args, args)) {
        return &candidate;
      }
    }
  }

  std::span<const CallId> Returning(Type type) const override {
    const auto found = by_result_.find(type);
    return found == by_result_.end() ? std::span<const CallId>() : found->second;
  }

  std::span<const CallId> Named(BuiltinNameId name) const override {
    return std::span(ids_).subspan(first_call_[name.value],
                                   first_call_[name.value + 1] - first_call_[name.value]);
  }

  std::span<const OverloadId> OverloadsNamed(BuiltinNameId name) const override {
    return std::span(overload_ids_)
        .subspan(first_overload_[name.value],
                 first_overload_[name.value + 1] - first_overload_[name.value]);
  }

 private:
  Status ParseOverloads(std::string_view text) {
    TableReader reader("overloads.tsv", text);
    WARPLOOM_ASSIGN_OR_RETURN(version_, reader.Head(kOverloadColumns));
    while (!reader.at_end()) {
      std::string_view fields[6];
      WARPLOOM_TRY(reader.NextRow(fields));
      const auto& [name, index, group, flags, native, signature] = fields;
      if (names_.empty() || names_.back() != name) {
        const BuiltinNameId id{static_cast<uint32_t>(names_.size())};
        if (!name_ids_.emplace(name, id).second) {
          return reader.Wrong(fmt::format("the rows of \"{}\" lie together", name));
        }
        names_.push_back(name);
        first_overload_.push_back(static_cast<uint32_t>(overloads_.size()));
      }
      if (ReadIndex(index) != overloads_.size() - first_overload_.back()) {
        return reader.Wrong(fmt::format("the indices of \"{}\" count from 0", name));
      }
      Overload row;
      row.name = {static_cast<uint32_t>(names_.size() - 1)};
      row.index = *ReadIndex(index);
      row.group = group;
      row.signature = signature;
      row.native_name = native;
      row.is_generic = HasWord(flags, "generic");
      row.is_variadic = HasWord(flags, "variadic");
      row.is_hidden = HasWord(flags, "hidden");
      row.is_kernel_only = HasWord(flags, "kernel_only");
      row.is_lto = HasWord(flags, "lto");
      row.is_python = HasWord(flags, "python");
      row.is_differentiable = !HasWord(flags, "nondiff");
      row.takes_dtype = HasWord(flags, "dtype");
      overload_ids_.push_back({static_cast<uint32_t>(overloads_.size())});
      overloads_.push_back(row);
    }
    first_overload_.push_back(static_cast<uint32_t>(overloads_.size()));
    return {};
  }

  Status ParseCalls(std::string_view text) {
    TableReader reader("calls.tsv", text);
    WARPLOOM_TRY(CheckVersion(reader, kCallColumns));
    const auto rows = static_cast<size_t>(std::count(text.begin(), text.end(), '\n'));
    calls_.reserve(rows);
    ranges_.reserve(2 * rows);
    types_.reserve(4 * rows);
    while (!reader.at_end()) {
      WARPLOOM_TRY(ParseCall(reader));
    }
    return {};
  }

  Status ParseCall(TableReader& reader) {
    std::string_view fields[4];
    WARPLOOM_TRY(reader.NextRow(fields));
    const auto& [name, index, args, results] = fields;
    WARPLOOM_ASSIGN_OR_RETURN(const OverloadId overload, FindOverload(reader, name, index));
    const BuiltinNameId id = overloads_[overload.value].name;
    if (!calls_.empty() && id < calls_.back().name) {
      return reader.Wrong("names lie in the order of overloads.tsv");
    }
    WARPLOOM_TRY(ParseTypes(reader, args));
    WARPLOOM_TRY(ParseTypes(reader, results));
    Call row;
    row.id = {static_cast<uint32_t>(calls_.size())};
    row.overload = overload;
    row.name = id;
    calls_.push_back(row);
    return {};
  }

  Status ParseLeftOut(std::string_view text) {
    TableReader reader("left_out.tsv", text);
    WARPLOOM_TRY(CheckVersion(reader, kLeftOutColumns));
    while (!reader.at_end()) {
      std::string_view fields[3];
      WARPLOOM_TRY(reader.NextRow(fields));
      const auto& [name, index, reason] = fields;
      WARPLOOM_ASSIGN_OR_RETURN(const OverloadId overload, FindOverload(reader, name, index));
      left_out_.push_back({overload, reason});
    }
    return {};
  }

  Status CheckVersion(TableReader& reader, std::string_view columns) const {
    WARPLOOM_ASSIGN_OR_RETURN(const std::string_view version, reader.Head(columns));
    return version == version_
               ? Status()
               : reader.Wrong(fmt::format("the version is {} as in overloads.tsv", version_));
  }

  Result<OverloadId> FindOverload(const TableReader& reader, std::string_view name,
                                  std::string_view index) const {
    const auto id = FindName(name);
    const auto overload = ReadIndex(index);
    if (!id || !overload || *overload >= OverloadsNamed(*id).size()) {
      return reader.Wrong(
          fmt::format("overload {} of \"{}\" has a row in overloads.tsv", index, name));
    }
    return OverloadsNamed(*id)[*overload];
  }

  Status ParseTypes(TableReader& reader, std::string_view words) {
    TypeRange range{static_cast<uint32_t>(types_.size()), 0};
    while (!words.empty()) {
      const std::string_view word = TakeUntil(words, ' ');
      auto known = spellings_.find(word);
      if (known == spellings_.end()) {
        const auto type = TypeFromText(word);
        if (!type) {
          return reader.Wrong(fmt::format("\"{}\" is a type", word));
        }
        known = spellings_.emplace(word, *type).first;
      }
      types_.push_back(known->second);
    }
    range.end = static_cast<uint32_t>(types_.size());
    ranges_.push_back(range);
    return {};
  }

  std::span<const Type> TypesOf(size_t range) const {
    return std::span(types_).subspan(ranges_[range].begin,
                                     ranges_[range].end - ranges_[range].begin);
  }

  // Fills in the spans, now that the vector of types no longer moves, and builds the indices.
  void Index() {
    size_t slot_count = 16;
    while (slot_count < 2 * calls_.size()) {
      slot_count *= 2;
    }
    slots_.assign(slot_count, CallId());
    slot_mask_ = slot_count - 1;
    first_call_.assign(names_.size() + 1, 0);
    for (Call& call : calls_) {
      call.args = TypesOf(size_t{2} * call.id.value);
      call.results = TypesOf(size_t{2} * call.id.value + 1);
      call.result = call.results.empty() ? VoidType() : call.results.front();
      ids_.push_back(call.id);
      by_result_[call.result].push_back(call.id);
      ++first_call_[call.name.value + 1];
      AddSlot(call);
    }
    for (size_t i = 1; i < first_call_.size(); ++i) {
      first_call_[i] += first_call_[i - 1];
    }
    ranges_ = {};
    spellings_ = {};
  }

  // Of several calls with the same key the first stays in front: Resolve answers it.
  void AddSlot(const Call& call) {
    size_t slot = CallKey(call.name, call.args) & slot_mask_;
    while (slots_[slot].is_valid()) {
      slot = (slot + 1) & slot_mask_;
    }
    slots_[slot] = call.id;
  }

  std::string_view version_;
  std::vector<std::string_view> names_;
  std::unordered_map<std::string_view, BuiltinNameId> name_ids_;
  std::vector<Overload> overloads_;
  std::vector<OverloadId> overload_ids_;  // 0, 1, 2...: OverloadsNamed() is a part of it.
  std::vector<uint32_t> first_overload_;  // By name, and one past the last.
  std::vector<Call> calls_;
  std::vector<LeftOut> left_out_;
  std::vector<Type> types_;           // All argument and result types of all calls.
  std::vector<CallId> ids_;           // 0, 1, 2...: Named() is a part of it.
  std::vector<uint32_t> first_call_;  // By name, and one past the last.
  std::vector<CallId> slots_;         // Open addressing by CallKey.
  size_t slot_mask_ = 0;
  std::unordered_map<Type, std::vector<CallId>> by_result_;
  // Only while parsing.
  std::vector<TypeRange> ranges_;  // Two a call: arguments, results.
  std::unordered_map<std::string_view, Type> spellings_;
};

std::unique_ptr<BuiltinTable> LoadPinned() {
  const auto overloads = EmbeddedFile(fmt::format("data/overloads-{}.tsv", kPinnedVersion));
  const auto calls = EmbeddedFile(fmt::format("data/calls-{}.tsv", kPinnedVersion));
  const auto left_out = EmbeddedFile(fmt::format("data/left_out-{}.tsv", kPinnedVersion));
  WARPLOOM_CHECK(overloads && calls && left_out, "the builtin tables are not in this binary");
  auto table = ParseBuiltinTable(*overloads, *calls, *left_out);
  WARPLOOM_CHECK(table.has_value(), table.error().message);
  return *std::move(table);
}

}  // namespace

std::string_view ParameterName(const Overload& overload, size_t index) {
  const std::string_view signature = overload.signature;
  size_t at = signature.find('(') + 1;
  int depth = 0;  // `voxel_data: array(ndim=1, dtype=Any)` is one parameter.
  for (size_t end = at; index > 0; ++end) {
    const char c = signature[end];
    depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
    if (c == ',' && depth == 0) {
      --index;
      at = end + 2;
    }
  }
  return signature.substr(at, signature.find(':', at) - at);
}

Result<std::unique_ptr<BuiltinTable>> ParseBuiltinTable(std::string_view overloads_tsv,
                                                        std::string_view calls_tsv,
                                                        std::string_view left_out_tsv) {
  auto table = std::make_unique<ParsedTable>();
  WARPLOOM_TRY(table->Parse(overloads_tsv, calls_tsv, left_out_tsv));
  return std::unique_ptr<BuiltinTable>(std::move(table));
}

const BuiltinTable& PinnedBuiltins() {
  static const std::unique_ptr<BuiltinTable> table = LoadPinned();
  return *table;
}

}  // namespace warploom::lang
