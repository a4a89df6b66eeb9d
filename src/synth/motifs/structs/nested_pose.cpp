// A body with a pose nested in its struct: transforms points between its frame and the world.
#include <array>
#include <string_view>
#include <vector>

#include "synth/kit/arrays.h"
#include "synth/kit/records.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Fill;
using lang::Type;

struct PosedBody {
  Type record;
  std::string_view frame, p, q;  // The pose, and its position and rotation.
  bool moves;                    // Fields 1 and 2 are the velocities.
};

PosedBody DrawPosedBody(Sketch& s) {
  PosedBody body;
  const Type real = s.real();
  const Type vec = s.vec(3);
  body.p = OneOf(s, {"p", "pos", "origin", "translation"});
  body.q = OneOf(s, {"q", "rot", "orientation"});
  const Type frame =
      s.NewRecord(OneOf(s, {"Frame", "Pose", "Transform3"}),
                  Fields{{body.p, vec, -2.0, 2.0}, {body.q, s.quat(), -1.0, 1.0, Fill::kUnit}});
  body.frame = OneOf(s, {"frame", "pose", "xform"});
  Fields fields = {{body.frame, frame}};
  body.moves = s.rng().Chance(0.6);
  if (body.moves) {
    fields.push_back({"vel", vec, -1.0, 1.0});
    fields.push_back({OneOf(s, {"omega", "w", "ang_vel"}), vec, -1.0, 1.0});
  }
  Maybe(s, fields, 0.5, {OneOf(s, {"mass", "inv_mass"}), real, 0.1, 2.0});
  Maybe(s, fields, 0.3, {OneOf(s, {"inertia", "I"}), s.mat(3), 0.1, 1.0});
  body.record = s.NewRecord(OneOf(s, {"RigidBody", "Link", "Body", "Actor"}), fields);
  return body;
}

// This thread's body, or the one that an index array names.
Val ReadPosedBody(Sketch& s, Type record) {
  const int count = s.rng().Choose(std::array{8, 16, 32, 64});
  const bool indexed = s.rng().Chance(0.5);
  const auto name = OneOf(s, {"bodies", "links", "actors"});
  const int bodies =
      Records(s, record, indexed ? std::vector<int>{count} : std::vector<int>{}, name);
  if (!indexed) {
    return s.Let(s.ThreadElement(bodies), {"b", "body", "link"});
  }
  const int ids = Indices(s, {}, count, OneOf(s, {"body_ids", "shape_body", "owner"}));
  const Val id = s.Let(s.ThreadElement(ids), {"bid", "k", "id"});
  return s.Let(s.At(bodies, {id}), {"b", "body", "link"});
}

void DrawNestedPose(Sketch& s) {
  const PosedBody model = DrawPosedBody(s);
  const Val body = ReadPosedBody(s, model.record);
  const Val position = s.Field(s.Field(body, model.frame), model.p);
  const Val rotation = s.Field(s.Field(body, model.frame), model.q);
  const Val point = s.Let(s.ThreadElement(s.InputArray(s.vec(3))));
  if (s.rng().Chance(0.3)) {
    return s.Output(s.Call("quat_rotate_inv", {rotation, point - position}),
                    {"local_points", "p_local", ""});
  }
  const Val arm = s.Let(s.Call("quat_rotate", {rotation, point}), {"r", "arm", "lever"});
  if (model.moves && s.rng().Chance(0.6)) {
    return s.Output(s.Field(body, 1) + s.Call("cross", {s.Field(body, 2), arm}),
                    {"point_vel", "v_out", "velocities_out"});
  }
  s.Output(position + arm, {"world_points", "p_world", ""});
}

}  // namespace

Motif NestedPoseMotif() {
  return {.name = "nested-pose", .family = Family::kStructs, .weight = 1.2, .draw = DrawNestedPose};
}

}  // namespace warploom::synth::motifs
