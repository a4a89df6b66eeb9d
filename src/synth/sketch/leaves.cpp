// Expressions: leaves, which are variables, numbers and new inputs.
#include <vector>

#include "synth/sketch/expressions.h"

namespace warploom::synth {

using lang::Type;

Val Expressions::DrawLeaf(Type type) {
  std::vector<ScopeEntry>& entries = draft_.scope().entries();
  std::vector<double> weights;
  std::vector<int> choices;  // Numbers of scope entries, or one of the negative values below.
  constexpr int kNumber = -1;
  constexpr int kNewInput = -2;
  constexpr int kComponent = -3;  // And below: of entry kComponent - choice.
  for (size_t i = 0; i < entries.size(); ++i) {
    const ScopeEntry& entry = entries[i];
    if (entry.value.type == type && !entry.is_hidden) {
      double weight = draft_.profile.leaf_variable / (1.0 + entry.uses);
      weight *= entry.uses == 0 ? draft_.profile.leaf_unused : 1.0;
      choices.push_back(static_cast<int>(i));
      weights.push_back(weight);
    } else if (type.is_float() && entry.value.type.is_vec() && !entry.is_hidden &&
               entry.value.type.scalar == type.scalar) {
      choices.push_back(kComponent - static_cast<int>(i));
      weights.push_back(draft_.profile.leaf_component);
    }
  }
  if (type.is_float() || type.is_int()) {
    choices.push_back(kNumber);
    weights.push_back(choices.size() == 1 && draft_.in_kernel() ? 0.2 : draft_.profile.leaf_number);
  }
  if (draft_.in_kernel()) {
    choices.push_back(kNewInput);
    weights.push_back(choices.size() <= 2 ? 4.0 * draft_.profile.leaf_input
                                          : 0.5 * draft_.profile.leaf_input);
  }
  if (choices.empty()) {
    return NewLeaf(type);
  }
  const int choice = choices[draft_.rng.Pick(weights)];
  if (choice == kNumber) {
    return numbers_.DrawNumber(type, type.is_float() ? -10.0 : 1.0, type.is_float() ? 10.0 : 9.0);
  }
  if (choice == kNewInput) {
    return NewLeaf(type);
  }
  const bool is_component = choice <= kComponent;
  ScopeEntry& entry = entries[static_cast<size_t>(is_component ? kComponent - choice : choice)];
  ++entry.uses;
  return is_component ? DrawComponent(entry.value) : entry.value;
}

Val Expressions::DrawComponent(const Val& vec) {
  return vec[static_cast<int>(draft_.rng.Below(vec.type.rows))];
}

Val Expressions::DrawInput(Type type) {
  for (const ScopeEntry& entry : draft_.scope().entries()) {
    if (entry.value.type == type && entry.value.range.from_input && !entry.is_hidden &&
        draft_.rng.Chance(0.6)) {
      return entry.value;
    }
  }
  return draft_.in_kernel() ? elements_.ThreadElement(elements_.InputArray(type)) : DrawLeaf(type);
}

// An argument, or the thread's own element of an input array.
Val Expressions::NewInput(Type type) {
  const bool argument = type.is_float() && draft_.rng.Chance(0.2);
  if (argument) {
    const double high = draft_.rng.Chance(0.5) ? 1.0 : 4.0;
    return arguments_.NewArg(type, 0.01, high, "", lang::Fill::kUniform);
  }
  const bool as_component =
      type.is_float() && type.scalar == style_.real().scalar && draft_.rng.Chance(0.15);
  const Type read = as_component ? lang::VecType(3, type.scalar) : type;
  const int array = elements_.InputArray(read);
  const Val element = elements_.ThreadElement(array);
  // An element that is written out once stays so: x - a[i] after x = a[i] would be zero.
  bool& written_out = arrays_.info(array).written_out;
  written_out = written_out || !draft_.rng.Chance(0.75);
  const Val value = written_out ? element : variables_.Let(element, {});
  return as_component ? DrawComponent(value) : value;
}

// A new input; in a helper, a value made from what is in scope.
Val Expressions::NewLeaf(Type type) {
  if (draft_.in_kernel()) {
    return NewInput(type);
  }
  const Type scalar = lang::ScalarType(type.scalar);
  const Type axis = lang::VecType(3, type.scalar);
  switch (type.kind) {
    case lang::TypeKind::kScalar:
      return type.is_bool() ? DrawCondition(1)
                            : numbers_.DrawNumber(type, type.is_float() ? 0.1 : 1, 9);
    case lang::TypeKind::kVec:
    case lang::TypeKind::kMat: {
      std::vector<Val> parts;
      for (int i = 0; i < type.components(); ++i) {
        parts.push_back(DrawLeaf(scalar));
      }
      return values_.Make(type, parts);
    }
    case lang::TypeKind::kQuat:
      return values_.Call("quat_from_axis_angle", {DrawLeaf(axis), DrawLeaf(scalar)});
    case lang::TypeKind::kTransform:
      return values_.Make(type, {DrawLeaf(axis), DrawLeaf(lang::QuatType(type.scalar))});
    case lang::TypeKind::kVoid:
    case lang::TypeKind::kStruct:
    case lang::TypeKind::kString:
    case lang::TypeKind::kTuple:
    case lang::TypeKind::kFunction:
    case lang::TypeKind::kOpaque:
    case lang::TypeKind::kTile:
      break;
  }
  WARPLOOM_CHECK(false, "a helper cannot make a leaf of type " + ToText(type));
}

}  // namespace warploom::synth
