#include "lang/store_overloads.h"

#include <array>
#include <string>

#include "lang/expr_overloads.h"
#include "lang/rules.h"
#include "lang/subscripts.h"

namespace warploom::lang {
namespace {

void NoteOperator(OverloadNotes& notes, const Augment& s) {
  if (const auto call =
          FindBinary(notes.table(), s.op, notes.TypeOf(s.target), notes.TypeOf(s.value))) {
    notes.NoteCall(*call);
  }
}

void ReadTarget(OverloadNotes& notes, const Subscript& target) {
  NoteExprs(notes, target.indices);
  if (!notes.IsLocal(target.base)) {
    NoteExpr(notes, target.base);
  }
}

void ReadTilePart(OverloadNotes& notes, const TilePart& part) {
  NoteExpr(notes, part.tile);
  for (const ExprId index : part.indices) {
    NoteExpr(notes, index);
  }
}

// A part that lies in no local variable: an array's element is written in place, an adjoint and
// others through a pointer.
void NoteReferenceStore(OverloadNotes& notes, const Subscript& target) {
  const bool is_adjoint = notes.As<Adjoint>(target.base) != nullptr;
  if (is_adjoint || !notes.IsSlot(target.base)) {
    notes.NoteIndexed(is_adjoint ? "index" : "indexref", notes.TypeOf(target.base), target.indices,
                      {});
    notes.Note(notes.rows().store);
  }
}

void NoteComponentStore(OverloadNotes& notes, const Component& target, Type value) {
  const Type base = notes.TypeOf(target.base);
  if (!notes.IsLocal(target.base)) {
    if (!notes.IsSlot(target.base) && !base.is_transform()) {
      notes.NoteNamed("indexref", std::array{base, kInt});
      notes.Note(notes.rows().store);
    }
  } else if (base.is_transform()) {
    notes.NoteNamed(target.index == 0 ? "transform_set_translation" : "transform_set_rotation",
                    std::array{base, value});
  } else {
    notes.NoteNamed(notes.component_store(), std::array{base, kInt, value});
  }
}

// t[i][j] = x, t[i] = row, t[1:3] = rows
bool NoteTileStore(OverloadNotes& notes, const Subscript& target, ExprId value) {
  if (notes.TypeOf(value).is_tile()) {
    notes.NoteOnTile("tile_view", 1);
    notes.NoteOnTile("tile_assign", 1);
    ReadTarget(notes, target);
    return true;
  }
  const auto part = PartOfTile(notes.module(), target);
  if (part) {
    notes.NoteOnTile("assign", part->indices.size());
    ReadTilePart(notes, *part);
  }
  return part.has_value();
}

void NoteSubscriptStore(OverloadNotes& notes, const Subscript& target, ExprId value) {
  if (NoteTileStore(notes, target, value)) {
    return;
  }
  const Type base = notes.TypeOf(target.base);
  ReadTarget(notes, target);
  if (base.is_array()) {
    notes.NoteOnArray("array_store", base, target.indices);
  } else if (notes.IsLocal(target.base)) {
    notes.NoteIndexed(notes.component_store(), base, target.indices, value);
  } else {
    NoteReferenceStore(notes, target);
  }
}

// t += u changes t itself; other operators make a new tile (codegen.py: emit_AugAssign).
void NoteTileUpdate(OverloadNotes& notes, const Augment& s) {
  const std::string_view name = InPlaceNamesOf(s.op).on_component;
  if (name.empty()) {
    NoteOperator(notes, s);
  } else {
    notes.NoteNamed(name,
                    std::array{AnyShape(notes.TypeOf(s.target)), AnyShape(notes.TypeOf(s.value))});
  }
}

// a[i].heat += x, a[i].pos.x -= x: Warp writes an atomic by itself, without a call (codegen.py:
// atomic_array_slot).
bool IsAtomicSlot(const OverloadNotes& notes, const Augment& s) {
  const auto* field = notes.As<Field>(s.target);
  const auto* component = notes.As<Component>(s.target);
  const ExprId base = field != nullptr       ? field->base
                      : component != nullptr ? component->base
                                             : ExprId();
  return base.is_valid() && notes.IsSlot(base) && !InPlaceNamesOf(s.op).on_element.empty() &&
         IsAtomic(notes.TypeOf(s.target));
}

// A variable, field, component or adjoint.
void NoteWholeUpdate(OverloadNotes& notes, const Augment& s) {
  if (IsAtomicSlot(notes, s)) {
    return;
  }
  NoteOperator(notes, s);
  const auto* component = notes.As<Component>(s.target);
  if (component != nullptr && (notes.IsLocal(component->base) || !notes.IsSlot(component->base))) {
    NoteExpr(notes, s.target);
    NoteComponentStore(notes, *component, notes.TypeOf(s.value));
  }
}

void NoteElementUpdate(OverloadNotes& notes, const Augment& s, const Subscript& part) {
  const Type array = notes.TypeOf(part.base);
  const std::string_view atomic = InPlaceNamesOf(s.op).on_element;
  if (!atomic.empty() && IsAtomic(array.element())) {
    notes.NoteOnArray(atomic, array, part.indices);
    return;
  }
  notes.Note(SyntaxRows::Of(notes.rows().address, array));
  NoteOperator(notes, s);
  notes.NoteOnArray("array_store", array, part.indices);
}

void NotePartUpdate(OverloadNotes& notes, const Augment& s, const Subscript& part) {
  const std::string_view in_place = InPlaceNamesOf(s.op).on_component;
  if (const auto of_tile = PartOfTile(notes.module(), part)) {
    ReadTilePart(notes, *of_tile);
    if (!in_place.empty()) {
      notes.NoteOnTile("tile_" + std::string(in_place), of_tile->indices.size());
    }
    return;
  }
  ReadTarget(notes, part);
  const Type base = notes.TypeOf(part.base);
  if (base.is_array()) {
    NoteElementUpdate(notes, s, part);
  } else if (notes.IsLocal(part.base) && !in_place.empty()) {
    notes.NoteIndexed(in_place, base, part.indices, s.value);
  } else if (notes.IsLocal(part.base)) {
    NoteOperator(notes, s);
    NoteExpr(notes, s.target);
    notes.NoteIndexed(notes.component_store(), base, part.indices, s.value);
  } else if (!notes.IsSlot(part.base)) {
    NoteOperator(notes, s);
    NoteExpr(notes, s.target);
    NoteReferenceStore(notes, part);
  }
}

}  // namespace

void NoteStore(OverloadNotes& notes, const Store& store) {
  NoteExpr(notes, store.value);
  notes.Note(notes.IsElement(store.value) ? notes.rows().copy : OverloadId());
  if (const auto* part = notes.As<Subscript>(store.target)) {
    NoteSubscriptStore(notes, *part, store.value);
  } else if (const auto* component = notes.As<Component>(store.target)) {
    NoteComponentStore(notes, *component, notes.TypeOf(store.value));
  }
}

void NoteAugment(OverloadNotes& notes, const Augment& augment) {
  NoteExpr(notes, augment.value);
  if (const auto* part = notes.As<Subscript>(augment.target)) {
    NotePartUpdate(notes, augment, *part);
  } else if (notes.TypeOf(augment.target).is_tile() && notes.TypeOf(augment.value).is_tile()) {
    NoteTileUpdate(notes, augment);
  } else {
    NoteWholeUpdate(notes, augment);
  }
}

}  // namespace warploom::lang
