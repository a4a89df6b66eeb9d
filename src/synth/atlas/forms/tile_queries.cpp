#include "synth/atlas/forms/tile_queries.h"

#include <array>

#include "synth/atlas/object_arguments.h"
#include "synth/atlas/tile_parts.h"
#include "synth/kit/tile_calls.h"

namespace warploom::synth::atlas {
namespace {

using kit::TileCall;
using lang::BinaryOp;
using lang::BuiltinTable;
using lang::Call;
using lang::Type;

const Call& Only(Sketch& s, std::string_view name, std::span<const Type> types) {
  const BuiltinTable& table = s.builder().builtins();
  return *table.Resolve(table.Name(name), types);
}

bool IsOfBvh(Type query) { return lang::OpaqueName(query.id) == "BvhQueryTiled"; }

// A call that starts a query of this type, by its current name.
const Call& TileOpeningOf(Sketch& s, Type query) {
  static constexpr std::array kTypes = {lang::kUint64, lang::kVec3, lang::kVec3};
  const std::string_view name = !IsOfBvh(query)       ? "tile_mesh_query_aabb"
                                : s.rng().Chance(0.7) ? "tile_bvh_query_aabb"
                                                      : "tile_bvh_query_ray";
  return Only(s, name, kTypes);
}

const Call& TileNextOf(Sketch& s, Type query) {
  return Only(s, IsOfBvh(query) ? "tile_bvh_query_next" : "tile_mesh_query_aabb_next",
              std::array{query});
}

// while wp.tile_query_valid(query): each thread takes one result of wp.untile(next(query)). All
// threads of the block execute the same number of iterations.
void Traverse(Sketch& s, const Call& opening, const Call& next) {
  Subject subject = SubjectOf(s, opening);
  const std::vector<Val> args = ObjectArguments(s, subject, opening);
  const Val query = s.Let(s.Call(opening, args), {"query", "q", "overlaps"});
  const Val total = s.Mutable(s.Int(0), {"count", "hits", "num_hits"}, Between(0.0, subject.parts));
  s.Hide(total);
  const Call& valid = Only(s, "tile_query_valid", std::array{opening.result});
  s.While(s.Call(valid, {&query, 1}), [&] {
    const Val batch = s.Call(next, {&query, 1});
    const Val met =
        TileCall(s, "untile").Arg(batch).Give(lang::kInt, Between(-1.0, subject.parts - 1.0));
    const Val hit = s.Let(met, {"hit", "item", "bound", "met"});
    s.If(hit >= s.Int(0), [&] {
      Val counted = total;
      s.Update(counted, BinaryOp::kAdd, s.Int(1));
    });
  });
  OutputLane(s, total);
}

void ShowTileOpening(Sketch& s, const Call& call) { Traverse(s, call, TileNextOf(s, call.result)); }

void ShowTileNext(Sketch& s, const Call& call) {
  Traverse(s, TileOpeningOf(s, call.args[0]), call);
}

void ShowValid(Sketch& s, const Call& call) {
  const Type query = call.args[0];
  const Call& opening = TileOpeningOf(s, query);
  Traverse(s, opening, TileNextOf(s, query));
}

constexpr Form kTileOpening = {Always, ShowTileOpening};
constexpr Form kTileNext = {Always, ShowTileNext};
constexpr NamedForm kTileQueryForms[] = {
    {"bvh_query_aabb_tiled", kTileOpening},    {"bvh_query_next_tiled", kTileNext},
    {"bvh_query_ray_tiled", kTileOpening},     {"mesh_query_aabb_next_tiled", kTileNext},
    {"mesh_query_aabb_tiled", kTileOpening},   {"tile_bvh_query_aabb", kTileOpening},
    {"tile_bvh_query_next", kTileNext},        {"tile_bvh_query_ray", kTileOpening},
    {"tile_mesh_query_aabb", kTileOpening},    {"tile_mesh_query_aabb_next", kTileNext},
    {"tile_query_valid", {Always, ShowValid}},
};

}  // namespace

std::span<const NamedForm> TileQueryForms() { return kTileQueryForms; }

}  // namespace warploom::synth::atlas
