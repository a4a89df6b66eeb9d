#include "synth/atlas/forms/mesh_forms.h"

#include <array>

#include "synth/atlas/drawn_arguments.h"
#include "synth/atlas/object_arguments.h"
#include "synth/atlas/results.h"
#include "synth/kit/arguments.h"
#include "synth/kit/objects.h"
#include "synth/kit/values.h"

namespace warploom::synth::atlas {
namespace {

using kit::MeshArg;
using kit::Named;
using kit::OneOf;
using kit::Part;
using kit::PartArray;
using kit::PartBelow;
using kit::SolidArg;
using lang::Call;
using lang::Type;

// Queries without a sign leave the sign variable unchanged.
bool TellsSign(std::string_view builtin) {
  return builtin.find("no_sign") == std::string_view::npos;
}

void ShowValue(Sketch& s, const Call& call) {
  Subject subject = SubjectOf(s, call);
  const Val value = s.Call(call, ObjectArguments(s, subject, call));
  UseResult(s, value, ResultName(BuiltinName(s, call)));
}

// The signed or unsigned distance from the query point to the surface.
Val AtSurface(Sketch& s, const Subject& subject, const Val& face, const Val& u, const Val& v,
              const Val& sign) {
  const Val closest = s.Let(s.Call("mesh_eval_position", {subject.id, face, u, v}),
                            {"closest", "p_surf", "cp", "nearest"});
  const Val dist = s.Call("length", {subject.point - closest});
  if (!sign.is_valid()) {
    return dist;
  }
  return s.rng().Chance(0.5) ? sign * dist : dist * sign;
}

// query = wp.mesh_query_point(...), if query.result: ...
void ShowPoint(Sketch& s, const Call& call) {
  Subject subject = SubjectOf(s, call);
  const std::vector<Val> args = ObjectArguments(s, subject, call);
  const Val query = s.Let(s.Call(call, args), {"query", "q", "res"});
  const double far = s.rng().Chance(0.5) ? 0.0 : 1000.0;
  Val found = s.Mutable(s.Real(far, lang::kFloat), {"dist", "sdf", "depth", "phi"});
  s.Hide(found);
  s.If(Part(query, "result"), [&] {
    const Val face = PartBelow(query, "face", subject.parts);
    const Val sign = TellsSign(BuiltinName(s, call)) ? Part(query, "sign") : Val{};
    s.Set(found, AtSurface(s, subject, face, Part(query, "u"), Part(query, "v"), sign));
  });
  s.Hide(found, false);
  s.Keep(found);
}

// hit = wp.mesh_query_ray(...), if hit.result: ...
void ShowRay(Sketch& s, const Call& call) {
  Subject subject = SubjectOf(s, call);
  const std::vector<Val> args = ObjectArguments(s, subject, call);
  const Val query = s.Let(s.Call(call, args), {"hit", "query", "ray"});
  const Val dir = args[2];
  const bool wants_normal = s.rng().Chance(0.5);
  Val found = wants_normal ? s.Mutable(s.Make(lang::kVec3, {}), "normal")
                           : s.Mutable(args[3], {"t", "t_hit", "depth"});
  s.Hide(found);
  s.If(Part(query, "result"), [&] {
    const Val t = Part(query, "t");
    if (wants_normal && s.rng().Chance(0.5)) {
      s.Set(found, Part(query, "normal") * Part(query, "sign"));
    } else if (wants_normal) {
      s.Set(found, subject.point + dir * t);
    } else {
      s.Set(found, t);
    }
  });
  s.Hide(found, false);
  s.Keep(found);
}

// The variables in which the deprecated form of a query stores its results.
struct Answer {
  Val face;
  Val u;
  Val v;
  Val sign;
  Val t;
};

Val AnswerVariable(Sketch& s, Answer& answer, const Subject& subject, std::string_view name,
                   Type type) {
  if (name == "face") {
    const ValueRange faces = synth::Between(0.0, subject.parts - 1.0);
    return answer.face = s.Mutable(s.Int(0), "face", faces);
  }
  if (name == "normal") {
    return s.Mutable(s.Make(type, {}), "normal");
  }
  const Val variable = s.Mutable(s.Real(0.0, type), name == "bary_u"   ? "u"
                                                    : name == "bary_v" ? "v"
                                                    : name == "inside" ? "sign"
                                                                       : name);
  (name == "bary_u"   ? answer.u
   : name == "bary_v" ? answer.v
   : name == "t"      ? answer.t
                      : answer.sign) = variable;
  return variable;
}

// face = int(0), u = float(0.0)..., if wp.mesh_query_point(..., face, u, v): ...
void ShowIntoVariables(Sketch& s, const Call& call) {
  Subject subject = SubjectOf(s, call);
  const bool is_ray = call.args.size() >= 10;
  const size_t first = is_ray ? 4 : 3;
  const size_t last = is_ray ? 10 : TellsSign(BuiltinName(s, call)) ? 7 : 6;
  std::vector<Val> args = ObjectArguments(s, subject, call, first);
  Answer answer;
  for (size_t i = first; i < last; ++i) {
    const std::string_view name = ParameterName(s, call, i);
    args.push_back(AnswerVariable(s, answer, subject, name, call.args[i]));
    s.Hide(args.back());
  }
  for (size_t i = last; i < call.args.size(); ++i) {
    args.push_back(ObjectArgument(s, subject, call, i));
  }
  const std::string_view name =
      is_ray ? OneOf(s, {"t_hit", "depth"}) : OneOf(s, {"dist", "sdf", "phi"});
  Val found = s.Mutable(s.Real(s.rng().Chance(0.5) ? 0.0 : 1000.0, lang::kFloat), name);
  s.Hide(found);
  s.If(s.Call(call, args), [&] {
    s.Set(found,
          is_ray ? answer.t : AtSurface(s, subject, answer.face, answer.u, answer.v, answer.sign));
  });
  s.Hide(found, false);
  s.Keep(found);
}

void ShowPointQuery(Sketch& s, const Call& call) {
  call.result.is_bool() ? ShowIntoVariables(s, call) : ShowPoint(s, call);
}

void ShowRayQuery(Sketch& s, const Call& call) {
  call.result.is_bool() ? ShowIntoVariables(s, call) : ShowRay(s, call);
}

// mesh = wp.mesh_get(id), mesh.points[mesh.indices[face * 3]]
void ShowMesh(Sketch& s, const Call& call) {
  const SolidArg solid = MeshArg(s);
  Val mesh = s.Let(s.Call(call, {&solid.id, 1}), {"mesh_data", "m", "geo"});
  mesh.range.from_input = true;
  const ValueRange vertices = synth::Between(0.0, solid.points - 1.0);
  const int indices = PartArray(mesh, "indices", 3 * solid.parts, vertices);
  const bool moves = s.rng().Chance(0.3);
  const ValueRange place = moves ? synth::Between(-1.0, 1.0) : synth::Between(-1.2, 1.2);
  const int points = PartArray(mesh, moves ? "velocities" : "points", solid.points, place);
  const Val face =
      Named(s, DrawArgument(s, NeedOf(lang::kInt, 0.0, solid.parts - 1.0)), {"face", "tri", "f"});
  const auto corner = [&](int k, std::string_view name) {
    const Val slot = k == 0 ? face * s.Int(3) : face * s.Int(3) + s.Int(k);
    return s.Let(s.At(points, {s.At(indices, {slot})}), name);
  };
  const Val a = corner(0, "p0");
  const Val b = corner(1, "p1");
  const Val c = corner(2, "p2");
  UseResult(s, s.rng().Chance(0.5) ? (a + b + c) / 3.0 : s.Call("cross", {b - a, c - a}), "");
}

constexpr Form kValue = {Always, ShowValue};
constexpr Form kPoint = {Always, ShowPointQuery};
constexpr NamedForm kMeshForms[] = {
    {"bvh_get_group_root", kValue},
    {"hash_grid_point_id", kValue},
    {"mesh_eval_face_normal", kValue},
    {"mesh_eval_position", kValue},
    {"mesh_eval_velocity", kValue},
    {"mesh_get", {Always, ShowMesh}},
    {"mesh_get_group_root", kValue},
    {"mesh_get_index", kValue},
    {"mesh_get_point", kValue},
    {"mesh_get_velocity", kValue},
    {"mesh_query_furthest_point_no_sign", kPoint},
    {"mesh_query_point", kPoint},
    {"mesh_query_point_no_sign", kPoint},
    {"mesh_query_point_sign_normal", kPoint},
    {"mesh_query_point_sign_parity", kPoint},
    {"mesh_query_point_sign_winding_number", kPoint},
    {"mesh_query_ray", {Always, ShowRayQuery}},
    {"mesh_query_ray_anyhit", kValue},
    {"mesh_query_ray_count_intersections", kValue},
};

}  // namespace

std::span<const NamedForm> MeshForms() { return kMeshForms; }

}  // namespace warploom::synth::atlas
