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

// How many cells the pages have, again and again.
constexpr std::array<size_t, 6> kPageSizes = {5, 3, 6, 4, 8, 4};
constexpr uint64_t kWalkStream = 0x61746c61735f7731;  // Keeps these draws apart from kernels'.

// What makes two calls neighbours: they work on the same scalar, the same kind and shape of value,
// in the same group of builtins.
struct Kin {
  uint64_t scalar;
  uint64_t shape;
  uint64_t group;
};

// The argument that tells most of what the call is about: the largest.
Type SubjectOf(const Call& call) {
  Type subject = call.result;
  for (const Type arg : call.args) {
    const bool larger =
        arg.is_array() > subject.is_array() ||
        (arg.is_array() == subject.is_array() && arg.components() > subject.components());
    subject = larger || subject.is_void() ? arg : subject;
  }
  return subject;
}

Kin KinOf(const lang::BuiltinTable& table, const Call& call) {
  const Type subject = SubjectOf(call);
  const std::string_view group = table.overload(call.overload).group;
  uint64_t group_number = 0;
  for (const char c : group) {
    group_number = group_number * 31 + static_cast<uint64_t>(c);
  }
  const auto shape = static_cast<uint64_t>(subject.ndim) << 24U |
                     static_cast<uint64_t>(subject.kind) << 16U |
                     static_cast<uint64_t>(subject.rows) << 8U | subject.cols;
  return {static_cast<uint64_t>(subject.scalar), shape, group_number};
}

// Cells that need another launch than the others have pages of their own, one section behind the
// other.
enum class Section : uint8_t {
  kOrdinary,
  kTiled,
  kBuilt,  // Tiles for which Warp builds code of its own: seconds for each call, the first time.
};
constexpr size_t kBuiltPageSize = 2;

Section SectionOf(const lang::BuiltinTable& table, const Cell& cell) {
  return table.overload(cell.overload).is_lto        ? Section::kBuilt
         : IsOnTiles(table.call(cell.calls.front())) ? Section::kTiled
                                                     : Section::kOrdinary;
}

// Where a page lies among the calls of a walk.
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

// The same, computed once for a table.
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
  std::vector<CallId> calls;    // By kinship, so that a page is a run of them.
  std::vector<uint32_t> pages;  // The order in which the pages are shown.
};

// Which of its calls a cell shows: one after the other from walk to walk.
CallId CallOf(const Cell& cell, const Rng& stream, uint64_t walk) {
  Rng rng = stream;
  return cell.calls[(rng.Below(cell.calls.size()) + walk) % cell.calls.size()];
}

void FillWalk(Walk& walk, const lang::BuiltinTable& table, uint64_t seed, uint64_t number) {
  Rng rng(seed, kWalkStream, number);
  // Kinship in another order of importance gives other neighbours.
  const uint64_t order = rng.Below(4);
  struct Keyed {
    Section section;
    std::array<uint64_t, 3> kin;
    uint64_t tie;
    CallId call;
  };
  std::vector<Keyed> keyed;
  for (const Cell& cell : AtlasCells(table)) {
    const CallId call =
        CallOf(cell, Rng(seed, kWalkStream, ~uint64_t{cell.overload.value}), number);
    const Kin kin = KinOf(table, table.call(call));
    const std::array<std::array<uint64_t, 3>, 4> orders = {{{kin.group, kin.scalar, kin.shape},
                                                            {kin.scalar, kin.shape, kin.group},
                                                            {kin.shape, kin.group, kin.scalar},
                                                            {kin.group, kin.shape, kin.scalar}}};
    keyed.push_back({SectionOf(table, cell), orders[order], rng.Next(), call});
  }
  std::sort(keyed.begin(), keyed.end(), [](const Keyed& a, const Keyed& b) {
    return std::tie(a.section, a.kin, a.tie, a.call) < std::tie(b.section, b.kin, b.tie, b.call);
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
