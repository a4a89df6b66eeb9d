#include "synth/atlas/page_order.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <vector>

#include "base/rng.h"
#include "synth/atlas/cells.h"
#include "synth/atlas/tile_parts.h"

namespace warploom::synth::atlas {
namespace {

using lang::Call;
using lang::CallId;
using lang::Type;

// The numbers of cells on consecutive pages, repeated.
constexpr std::array<size_t, 6> kPageSizes = {5, 3, 6, 4, 8, 4};
constexpr uint64_t kWalkStream = 0x61746c61735f7731;  // Separates these draws from the kernels'.

// Similar calls are grouped on a page: those on the same scalar type, on values of the same kind
// and shape, and in the same group of builtins.
struct Similarity {
  uint64_t scalar;
  uint64_t shape;
  uint64_t group;
};

// The most characteristic type of a call: that of its largest argument.
Type MainTypeOf(const Call& call) {
  Type type = call.result;
  for (const Type arg : call.args) {
    const bool larger = arg.is_array() > type.is_array() ||
                        (arg.is_array() == type.is_array() && arg.components() > type.components());
    type = larger || type.is_void() ? arg : type;
  }
  return type;
}

Similarity SimilarityOf(const lang::BuiltinTable& table, const Call& call) {
  const Type type = MainTypeOf(call);
  const std::string_view group = table.overload(call.overload).group;
  uint64_t group_number = 0;
  for (const char c : group) {
    group_number = group_number * 31 + static_cast<uint64_t>(c);
  }
  const auto shape = static_cast<uint64_t>(type.ndim) << 24U |
                     static_cast<uint64_t>(type.kind) << 16U |
                     static_cast<uint64_t>(type.rows) << 8U | type.cols;
  return {static_cast<uint64_t>(type.scalar), shape, group_number};
}

// Cells that require a different kind of launch are on separate pages. The sections of a walk
// follow each other in this order.
enum class Section : uint8_t {
  kOrdinary,
  kTiled,
  kBuilt,  // Tile operations that Warp builds with libmathdx, which takes seconds per call.
};
constexpr size_t kBuiltPageSize = 2;

Section SectionOf(const lang::BuiltinTable& table, const Cell& cell) {
  return table.overload(cell.overload).is_lto        ? Section::kBuilt
         : IsOnTiles(table.call(cell.calls.front())) ? Section::kTiled
                                                     : Section::kOrdinary;
}

// The range of a page in the calls of a walk.
struct PagePlace {
  size_t begin;
  size_t end;
};

std::vector<PagePlace> PlacesOf(const lang::BuiltinTable& table) {
  std::array<size_t, 3> counts = {};
  for (const Cell& cell : AtlasCells(table)) {
    ++counts[static_cast<size_t>(SectionOf(table, cell))];
  }
  std::vector<PagePlace> places;
  size_t start = 0;
  for (size_t section = 0; section < counts.size(); ++section) {
    const bool is_built = section == static_cast<size_t>(Section::kBuilt);
    size_t done = 0;
    for (size_t page = 0; done < counts[section]; ++page) {
      const size_t wanted = is_built ? kBuiltPageSize : kPageSizes[page % kPageSizes.size()];
      const size_t size = std::min(wanted, counts[section] - done);
      places.push_back({start + done, start + done + size});
      done += size;
    }
    start += counts[section];
  }
  return places;
}

// The same, computed once for each table and thread.
std::span<const PagePlace> Places(const lang::BuiltinTable& table) {
  thread_local const lang::BuiltinTable* known = nullptr;
  thread_local std::vector<PagePlace> places;
  if (known != &table) {
    places = PlacesOf(table);
    known = &table;
  }
  return places;
}

struct Walk {
  const lang::BuiltinTable* table = nullptr;
  uint64_t seed = 0;
  uint64_t number = 0;
  std::vector<CallId> calls;    // Sorted by similarity, so that a page is a range of them.
  std::vector<uint32_t> pages;  // The order of the pages.
};

// The call that a cell shows in a walk: the next one in each walk.
CallId CallOf(const Cell& cell, const Rng& stream, uint64_t walk) {
  Rng rng = stream;
  return cell.calls[(rng.Below(cell.calls.size()) + walk) % cell.calls.size()];
}

void FillWalk(Walk& walk, const lang::BuiltinTable& table, uint64_t seed, uint64_t number) {
  Rng rng(seed, kWalkStream, number);
  // Sorting by the criteria in a different order groups the cells differently.
  const uint64_t order = rng.Below(4);
  struct Keyed {
    Section section;
    std::array<uint64_t, 3> criteria;
    uint64_t tie;
    CallId call;
  };
  std::vector<Keyed> keyed;
  for (const Cell& cell : AtlasCells(table)) {
    const CallId call =
        CallOf(cell, Rng(seed, kWalkStream, ~uint64_t{cell.overload.value}), number);
    const Similarity similarity = SimilarityOf(table, table.call(call));
    const std::array<std::array<uint64_t, 3>, 4> orders = {
        {{similarity.group, similarity.scalar, similarity.shape},
         {similarity.scalar, similarity.shape, similarity.group},
         {similarity.shape, similarity.group, similarity.scalar},
         {similarity.group, similarity.shape, similarity.scalar}}};
    keyed.push_back({SectionOf(table, cell), orders[order], rng.Next(), call});
  }
  std::sort(keyed.begin(), keyed.end(), [](const Keyed& a, const Keyed& b) {
    return std::tie(a.section, a.criteria, a.tie, a.call) <
           std::tie(b.section, b.criteria, b.tie, b.call);
  });
  walk = {&table, seed, number, {}, {}};
  for (const Keyed& entry : keyed) {
    walk.calls.push_back(entry.call);
  }
  walk.pages.resize(PagesPerWalk(table));
  for (uint32_t i = 0; i < walk.pages.size(); ++i) {
    const auto other = static_cast<uint32_t>(rng.Below(i + 1));
    walk.pages[i] = walk.pages[other];
    walk.pages[other] = i;
  }
}

}  // namespace

uint64_t PagesPerWalk(const lang::BuiltinTable& table) { return Places(table).size(); }

std::span<const CallId> PageOf(const lang::BuiltinTable& table, uint64_t seed, uint64_t number) {
  thread_local Walk walk;
  const uint64_t pages = PagesPerWalk(table);
  const uint64_t walk_number = number / pages;
  if (walk.table != &table || walk.seed != seed || walk.number != walk_number) {
    FillWalk(walk, table, seed, walk_number);
  }
  const PagePlace place = Places(table)[walk.pages[number % pages]];
  return std::span<const CallId>(walk.calls).subspan(place.begin, place.end - place.begin);
}

}  // namespace warploom::synth::atlas
