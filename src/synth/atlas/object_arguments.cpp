#include "synth/atlas/object_arguments.h"

#include <array>
#include <string>

#include "synth/atlas/drawn_arguments.h"
#include "synth/kit/arguments.h"
#include "synth/kit/objects.h"
#include "synth/kit/values.h"

namespace warploom::synth::atlas {
namespace {

using kit::Arg;
using kit::BvhArg;
using kit::HashGridArg;
using kit::InputNamed;
using kit::kObjectReach;
using kit::MeshArg;
using kit::Named;
using kit::OneOf;
using kit::Range;
using kit::SolidArg;
using kit::TableNamed;
using kit::TableSize;
using kit::Words;
using lang::Call;
using lang::Type;

Subject GridSubject(Sketch& s, Type point, bool grouped) {
  Subject subject;
  const Words names = {"positions", "points", "particle_x", "x"};
  const Range range = {-kObjectReach, kObjectReach};
  const bool by_thread = s.ndim() == 1;
  subject.positions = by_thread ? InputNamed(s, point, names, range)
                                : TableNamed(s, point, names, TableSize(s), range);
  subject.parts = s.arrays()[static_cast<size_t>(subject.positions)].shape[0];
  const int groups = grouped ? s.rng().Choose(std::array{2, 3, 4}) : 0;
  subject.id = HashGridArg(s, subject.positions, groups);
  subject.groups = s.PlanOf(subject.id).object.groups;
  if (by_thread && s.rng().Chance(0.7)) {
    subject.point = Named(s, s.ThreadElement(subject.positions), {"xi", "p", "pos", "x_i"});
  }
  return subject;
}

Val WholeBelow(Sketch& s, int extent, Words arrays) {
  if (extent <= 4 && s.rng().Chance(0.4)) {
    return s.Int(s.rng().Integer(0, extent - 1));
  }
  if (s.rng().Chance(0.3)) {
    return Arg(s, lang::kInt, arrays, {0.0, extent - 1.0});
  }
  ArraySpec spec;
  spec.element = lang::kInt;
  spec.low = 0.0;
  spec.high = extent - 1.0;
  spec.name = OneOf(s, arrays);
  return s.Let(s.ThreadElement(s.NewArray(spec)));
}

Val PointOf(Sketch& s, Subject& subject, Type type) {
  if (!subject.point.is_valid()) {
    const Val drawn = DrawArgument(s, NeedOf(type, -kObjectReach, kObjectReach));
    subject.point = Named(s, drawn, {"p", "point", "q", "pos", "center"});
  }
  return subject.point;
}

Val ReachOf(Sketch& s, Subject& subject, Type type, Words names) {
  const Range range = {0.3, 2.0};
  subject.reach =
      s.rng().Chance(0.6) ? Arg(s, type, names, range) : s.DrawNumber(type, range.low, range.high);
  return subject.reach;
}

// A corner of the box around the point.
Val CornerOf(Sketch& s, Subject& subject, Type type, bool is_low) {
  const Val point = PointOf(s, subject, type);
  const Type scalar = lang::ScalarType(type.scalar);
  if (is_low) {
    const Val reach = ReachOf(s, subject, scalar, {"radius", "half_width", "extent", "margin"});
    subject.reach = reach;
  }
  const Val span = s.Make(type, {subject.reach});
  return Named(s, is_low ? point - span : point + span,
               is_low ? Words{"lower", "lo", "box_min"} : Words{"upper", "hi", "box_max"});
}

Val RootOf(Sketch& s, Subject& subject, bool is_mesh) {
  const Val group = WholeBelow(s, subject.groups, {"groups", "group", "env_ids", "worlds"});
  return s.Let(s.Call(is_mesh ? "mesh_get_group_root" : "bvh_get_group_root", {subject.id, group}),
               "root");
}

// A numeric setting of a query, with common values.
Val SettingOf(Sketch& s, std::string_view name, Type type) {
  struct Setting {
    std::string_view name;
    double low;
    double high;
  };
  static constexpr std::array kSettings = {
      Setting{"accuracy", 1.0, 3.0}, Setting{"bary_u", 0.0, 0.5},
      Setting{"bary_v", 0.0, 0.5},   Setting{"epsilon", 0.001, 0.01},
      Setting{"lod", 0.0, 2.0},      Setting{"min_dist", 0.0, 0.5},
      Setting{"n_sample", 1.0, 5.0}, Setting{"perturbation_scale", 0.05, 0.2},
      Setting{"threshold", 0.3, 0.7}};
  for (const Setting& setting : kSettings) {
    if (setting.name == name) {
      return name.starts_with("bary") ? DrawArgument(s, NeedOf(type, setting.low, setting.high))
                                      : s.DrawNumber(type, setting.low, setting.high);
    }
  }
  WARPLOOM_CHECK(false, "no argument is known for " + std::string(name));
}

bool IsOnMesh(std::string_view builtin) {
  return builtin.starts_with("mesh") || builtin.starts_with("tile_mesh");
}

}  // namespace

Subject SubjectOf(Sketch& s, const Call& call) {
  const std::string_view name = s.builder().builtins().name(call.name);
  if (name.starts_with("hash_grid")) {
    const bool has_point = call.args.size() > 1 && call.args[1].is_vec();
    return GridSubject(s, has_point ? call.args[1] : lang::kVec3, call.args.size() == 4);
  }
  bool has_groups = false;
  for (size_t i = 1; i < call.args.size(); ++i) {
    const std::string_view parameter = ParameterName(s, call, i);
    has_groups = has_groups || parameter == "root" || parameter == "group";
  }
  const SolidArg solid = IsOnMesh(name) ? MeshArg(s, has_groups) : BvhArg(s);
  Subject subject;
  subject.id = solid.id;
  subject.parts = solid.parts;
  subject.groups = solid.groups;
  return subject;
}

std::vector<Val> ObjectArguments(Sketch& s, Subject& subject, const Call& call) {
  return ObjectArguments(s, subject, call, call.args.size());
}

std::vector<Val> ObjectArguments(Sketch& s, Subject& subject, const Call& call, size_t count) {
  std::vector<Val> args;
  for (size_t i = 0; i < count; ++i) {
    args.push_back(ObjectArgument(s, subject, call, i));
  }
  return args;
}

Val ObjectArgument(Sketch& s, Subject& subject, const Call& call, size_t index) {
  const std::string_view name = ParameterName(s, call, index);
  const std::string_view builtin = s.builder().builtins().name(call.name);
  const Type type = call.args[index];
  const bool is_mesh = IsOnMesh(builtin);
  if (name == "id") {
    return subject.id;
  }
  if (name == "point" || name == "start" || name == "center" || name == "xyz") {
    return PointOf(s, subject, type);
  }
  if (name == "dir") {
    const Val dir = DrawArgument(s, NeedOf(type, Domain::kUnit));
    return Named(s, dir, {"dir", "ray_dir", "d"});
  }
  if (name == "max_dist" || name == "max_t" || name == "radius") {
    return ReachOf(s, subject, type,
                   name == "radius" ? Words{"radius", "r", "query_radius"}
                                    : Words{"max_dist", "radius", "max_distance", "cutoff"});
  }
  if (name == "low" || name == "high") {
    return CornerOf(s, subject, type, name == "low");
  }
  if (name == "root") {
    return RootOf(s, subject, is_mesh);
  }
  if (name == "group") {
    return WholeBelow(s, subject.groups, {"groups", "group", "env_ids", "worlds"});
  }
  if (name == "face") {
    return WholeBelow(s, subject.parts, {"faces", "face_ids", "hit_faces", "tri_ids"});
  }
  if (name == "index") {
    return WholeBelow(s, is_mesh ? 3 * subject.parts : subject.parts,
                      {"corners", "slots", "vertex_slots", "indices"});
  }
  return SettingOf(s, name, type);
}

std::string_view ParameterName(Sketch& s, const Call& call, size_t index) {
  return lang::ParameterName(s.builder().builtins().overload(call.overload), index);
}

}  // namespace warploom::synth::atlas
