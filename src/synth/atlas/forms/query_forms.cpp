#include "synth/atlas/forms/query_forms.h"

#include <array>
#include <string>

#include "lang/rules.h"
#include "synth/atlas/object_arguments.h"
#include "synth/atlas/results.h"
#include "synth/kit/arguments.h"
#include "synth/kit/objects.h"
#include "synth/kit/values.h"

namespace warploom::synth::atlas {
namespace {

using kit::Named;
using kit::OneOf;
using lang::BinaryOp;
using lang::BuiltinTable;
using lang::Call;
using lang::Type;

std::string_view QueryName(const Call& call) { return lang::OpaqueName(call.args[0].id); }

// A call that starts a query of this type, chosen at random.
const Call& OpeningOf(Sketch& s, Type query) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kOpenings = {
      {{"_BvhQueryAabb", "bvh_query_aabb"},
       {"_BvhQueryCapsule", "bvh_query_capsule"},
       {"_BvhQueryRay", "bvh_query_ray"},
       {"_BvhQuerySphere", "bvh_query_sphere"},
       {"MeshQueryAABB", "mesh_query_aabb"},
       {"_MeshQuerySphere", "mesh_query_sphere"},
       {"HashGridQuery", "hash_grid_query"},
       {"_HashGridQueryD", "hash_grid_query"},
       {"_HashGridQueryH", "hash_grid_query"}}};
  const BuiltinTable& table = s.builder().builtins();
  std::vector<lang::CallId> fitting;
  for (const auto& [type, name] : kOpenings) {
    if (lang::OpaqueName(query.id) == type) {
      for (const lang::CallId id : table.Named(table.Name(name))) {
        if (table.call(id).result == query) {
          fitting.push_back(id);
        }
      }
    }
  }
  WARPLOOM_CHECK(!fitting.empty(), "nothing begins a query of " + ToText(query));
  return table.call(s.rng().Choose(fitting));
}

// The call that advances a query of this type, in this kernel's style.
const Call& NextOf(Sketch& s, Type query) {
  const BuiltinTable& table = s.builder().builtins();
  const std::string_view name = lang::OpaqueName(query.id);
  const bool old_name = s.StyleChoice("aabb_next", 0.5);
  const std::string_view next = name.find("Grid") != std::string_view::npos ? "hash_grid_query_next"
                                : name.find("Bvh") != std::string_view::npos ? "bvh_query_next"
                                : old_name ? "mesh_query_aabb_next"
                                           : "mesh_query_next";
  return *table.Resolve(table.Name(next), std::array{query, lang::kInt});
}

// ---- Loops over the results -------------------------------------------------------------------

// A sum over the results of a query.
struct Sum {
  Val total;
  Type scalar = lang::kInt;
  int weights = -1;  // Array of weights by result; -1: count the results.
};

Sum BeginSum(Sketch& s, const Subject& subject) {
  Sum sum;
  if (subject.positions >= 0) {
    sum.scalar =
        lang::ScalarType(s.arrays()[static_cast<size_t>(subject.positions)].element.scalar);
  } else if (s.rng().Chance(0.6)) {
    ArraySpec spec;
    spec.shape = {subject.parts};
    spec.low = 0.0;
    spec.high = 2.0;
    spec.name = OneOf(s, {"weights", "masses", "areas", "costs"});
    sum.weights = s.NewArray(spec);
    sum.scalar = lang::kFloat;
  }
  const bool counts = sum.scalar == lang::kInt;
  const std::string_view name = counts ? OneOf(s, {"count", "hits", "num_hits", "overlaps"})
                                       : OneOf(s, {"total", "acc", "sum_w", "density"});
  sum.total = s.Mutable(counts ? s.Int(0) : s.Real(0.0, sum.scalar), name,
                        counts ? synth::Between(0.0, 1e6) : Unknown(sum.scalar));
  s.Hide(sum.total);
  return sum;
}

void AddTo(Sketch& s, Sum& sum, const Subject& subject, const Val& met) {
  if (subject.positions >= 0) {
    const Val offset = Named(s, subject.point - s.At(subject.positions, {met}), {"d", "diff", "r"});
    const Val dist = Named(s, s.Call("length", {offset}), {"dist", "dist_ij", "l"});
    s.If(dist < subject.reach, [&] { s.Update(sum.total, BinaryOp::kAdd, subject.reach - dist); });
  } else if (sum.weights >= 0) {
    s.Update(sum.total, BinaryOp::kAdd, s.At(sum.weights, {met}));
  } else {
    s.Update(sum.total, BinaryOp::kAdd, s.Int(1));
  }
}

void EndSum(Sketch& s, const Sum& sum) {
  s.Hide(sum.total, false);
  s.Keep(sum.total);
}

// index = int(0), while wp.bvh_query_next(query, index): ...
void Traverse(Sketch& s, const Call& next, const Val& query, const Subject& subject, Sum& sum) {
  const ValueRange numbers = synth::Between(0.0, subject.parts - 1.0);
  const Val met = s.Mutable(s.Int(0), {"index", "hit", "item", "nb"}, numbers);
  s.Hide(met);
  std::vector<Val> args = {query, met};
  if (next.args.size() == 3) {
    args.push_back(s.DrawNumber(next.args[2], 0.5, 3.0));
  }
  s.While(s.Call(next, args), [&] { AddTo(s, sum, subject, met); });
}

Val Begin(Sketch& s, Subject& subject, const Call& opening) {
  const Val query = s.Call(opening, ObjectArguments(s, subject, opening));
  return s.Let(query, {"query", "q", "neighbors"});
}

// query = wp.bvh_query_aabb(bvh, lower, upper), and a sum over its results.
void ShowOpening(Sketch& s, const Call& call) {
  Subject subject = SubjectOf(s, call);
  const Val query = Begin(s, subject, call);
  Sum sum = BeginSum(s, subject);
  if (lang::IsIterable(call.result) && s.rng().Chance(0.6)) {
    const ValueRange numbers = synth::Between(0.0, subject.parts - 1.0);
    s.ForEach({"j", "index", "neighbor", "nb"}, query, numbers,
              [&](const Val& met) { AddTo(s, sum, subject, met); });
  } else {
    Traverse(s, NextOf(s, call.result), query, subject, sum);
  }
  EndSum(s, sum);
}

// Only helpers take the generic query types: def count_hits(query: wp.BvhQuery): ...
void ShowInHelper(Sketch& s, const Call& next) {
  static constexpr std::array<std::string_view, 4> kBvh = {"_BvhQueryAabb", "_BvhQueryRay",
                                                           "_BvhQueryCapsule", "_BvhQuerySphere"};
  static constexpr std::array<std::string_view, 2> kMesh = {"MeshQueryAABB", "_MeshQuerySphere"};
  const std::string_view kind =
      QueryName(next) == "BvhQuery" ? s.rng().Choose(kBvh) : s.rng().Choose(kMesh);
  const Type type = *lang::TypeFromText("opaque<" + std::string(kind) + ">");
  const std::array params = {Sketch::Param{"query", next.args[0], {}}};
  const lang::FuncId helper = s.DefineHelper(
      OneOf(s, {"count_hits", "count_overlaps", "num_hits"}), params,
      [&](std::span<const Val> given) {
        const Val count = s.Mutable(s.Int(0), "count", synth::Between(0.0, 1e6));
        const Val met = s.Mutable(s.Int(0), "index");
        std::vector<Val> args = {given[0], met};
        if (next.args.size() == 3) {
          args.push_back(s.DrawNumber(next.args[2], 0.5, 3.0));
        }
        Val total = count;
        s.While(s.Call(next, args), [&] { s.Update(total, BinaryOp::kAdd, s.Int(1)); });
        return std::vector{total};
      });
  s.Hide(helper);
  const Call& opening = OpeningOf(s, type);
  Subject subject = SubjectOf(s, opening);
  const Val query = Begin(s, subject, opening);
  UseResult(s, s.CallHelper(helper, std::array{query}), "hits");
}

void ShowNext(Sketch& s, const Call& call) {
  if (QueryName(call) == "BvhQuery" || QueryName(call) == "MeshQuery") {
    ShowInHelper(s, call);
    return;
  }
  const Call& opening = OpeningOf(s, call.args[0]);
  Subject subject = SubjectOf(s, opening);
  const Val query = Begin(s, subject, opening);
  Sum sum = BeginSum(s, subject);
  Traverse(s, call, query, subject, sum);
  EndSum(s, sum);
}

// bvh = wp.mesh_get_bvh(mesh): the boxes of its faces.
void ShowBvhOfMesh(Sketch& s, const Call& call) {
  Subject subject = SubjectOf(s, call);
  subject.id = s.Let(s.Call(call, {&subject.id, 1}), {"bvh", "face_bvh", "mesh_bvh"});
  s.Hide(subject.id);
  const BuiltinTable& table = s.builder().builtins();
  const Call& opening = *table.Resolve(table.Name("bvh_query_aabb"),
                                       std::array{lang::kUint64, lang::kVec3, lang::kVec3});
  const Val query = Begin(s, subject, opening);
  Sum sum = BeginSum(s, subject);
  Traverse(s, NextOf(s, opening.result), query, subject, sum);
  EndSum(s, sum);
}

constexpr Form kOpening = {Always, ShowOpening};
constexpr Form kNext = {Always, ShowNext};
constexpr NamedForm kQueryForms[] = {
    {"bvh_query_aabb", kOpening},    {"bvh_query_capsule", kOpening},
    {"bvh_query_next", kNext},       {"bvh_query_ray", kOpening},
    {"bvh_query_sphere", kOpening},  {"hash_grid_query", kOpening},
    {"hash_grid_query_next", kNext}, {"mesh_get_bvh", {Always, ShowBvhOfMesh}},
    {"mesh_query_aabb", kOpening},   {"mesh_query_aabb_next", kNext},
    {"mesh_query_next", kNext},      {"mesh_query_sphere", kOpening},
};

}  // namespace

std::span<const NamedForm> QueryForms() { return kQueryForms; }

}  // namespace warploom::synth::atlas
