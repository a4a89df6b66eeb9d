// Parts of elements written where they lie: v[i].x = ..., particles[i].vel.y -= ..., m[i][0, 1] =
// ...
#include <array>

#include "synth/families/arrays.h"
#include "synth/families/idiom_arrays.h"
#include "synth/families/inputs.h"
#include "synth/families/structs.h"

namespace warploom::synth {
namespace {

using lang::BinaryOp;
using lang::Type;

// part = value, part += value or part -= value.
void Write(Sketch& s, const Val& part, const Val& value) {
  switch (s.rng().Below(3)) {
    case 0:
      return s.SetPart(part, value);
    case 1:
      return s.UpdatePart(part, BinaryOp::kAdd, value);
    default:
      return s.UpdatePart(part, BinaryOp::kSub, value);
  }
}

// One component of a vec or quat, by name or by number.
Val ComponentOf(Sketch& s, const Val& base, int count) {
  const auto index = static_cast<int>(s.rng().Below(static_cast<uint64_t>(count)));
  if (s.rng().Chance(0.5)) {
    return base[index];
  }
  switch (index) {
    case 0:
      return base.x();
    case 1:
      return base.y();
    case 2:
      return base.z();
    default:
      return base.w();
  }
}

void WriteMatrixPart(Sketch& s, const Val& element, int size) {
  const auto n = static_cast<uint64_t>(size);
  const auto row = static_cast<int>(s.rng().Below(n));
  const auto column = static_cast<int>(s.rng().Below(n));
  if (s.rng().Chance(0.25)) {
    return s.SetPart(element[row], s.Draw(s.vec(size), 1));
  }
  Write(s, element.at(row, column), s.Draw(s.real(), 1));
}

}  // namespace

// A vec, matrix or quaternion of an array, changed in a few of its components.
void DrawElementParts(Sketch& s) {
  const int size = s.rng().Choose(std::array{2, 3, 3, 4});
  const auto kind = s.rng().Below(4);
  const Type type = kind == 0 ? s.mat(size) : kind == 1 ? s.quat() : s.vec(size);
  const int state = InPlace(s, type, {},
                            type.is_vec() ? OneOf(s, {"positions", "velocities", "v"})
                                          : OneOf(s, {"frames", "blocks", "states"}));
  const auto writes = s.rng().Between(1, 3);
  for (int64_t k = 0; k < writes; ++k) {
    const Val element = s.Own(state);
    if (type.is_mat()) {
      WriteMatrixPart(s, element, size);
    } else {
      const Val part = ComponentOf(s, element, type.is_quat() ? 4 : size);
      Write(s, part, s.Draw(s.real(), 1));
    }
  }
}

// Records of an array, changed field by field and component by component.
void DrawRecordParts(Sketch& s) {
  const Type real = s.real();
  const Type vec = s.vec(3);
  const std::string_view scalar = OneOf(s, {"age", "heat", "charge", "pressure"});
  Fields inner = {{"pos", vec, -5.0, 5.0}, {"vel", vec, -2.0, 2.0}};
  const bool nested = s.rng().Chance(0.4);
  const bool turned = s.rng().Chance(0.4);
  Fields fields = inner;
  if (nested) {
    const Type body = s.NewRecord(OneOf(s, {"Body", "Motion", "Kinematics"}), inner);
    fields = {{OneOf(s, {"body", "state"}), body}};
  }
  fields.push_back({scalar, real, 0.0, 10.0});
  if (turned) {
    fields.push_back({"frame", s.mat(3)});
  }
  const Type record = s.NewRecord(OneOf(s, {"Agent", "Element", "Sample", "Site"}), fields);
  const int state = RecordState(s, record, {}, OneOf(s, {"agents", "elements", "items"}));
  const Val dt = TimeStep(s, real);
  const auto body = [&] { return nested ? s.Field(s.Own(state), 0) : s.Own(state); };
  const Val push = s.Let(s.Draw(real, 1) * dt, OneOf(s, {"push", "dv", "impulse"}));
  Write(s, ComponentOf(s, s.Field(body(), "vel"), 3), push);
  if (s.rng().Chance(0.6)) {
    const bool whole = s.rng().Chance(0.4);
    const Val speed = s.Field(body(), "vel");
    whole ? s.UpdatePart(s.Field(body(), "pos"), BinaryOp::kAdd, speed * dt)
          : s.UpdatePart(s.Field(body(), "pos").y(), BinaryOp::kAdd, speed.y() * dt);
  }
  if (s.rng().Chance(0.7)) {
    s.UpdatePart(s.Field(s.Own(state), scalar), BinaryOp::kAdd, dt);
  }
  if (turned) {
    WriteMatrixPart(s, s.Field(s.Own(state), "frame"), 3);
  }
}

}  // namespace warploom::synth
