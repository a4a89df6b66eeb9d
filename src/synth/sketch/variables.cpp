#include "synth/sketch/variables.h"

#include <array>
#include <optional>

#include "lang/constants.h"

namespace warploom::synth {
namespace {

using lang::BinaryOp;
using lang::ExprId;
using lang::Type;
using lang::VarId;

// True for wp.float64(0.5): the type of such a literal is written out, so to Warp it is a call.
bool IsTypedLiteral(const lang::Module& module, ExprId id) {
  if (const auto* unary = std::get_if<lang::Unary>(&module[id].node)) {
    return IsTypedLiteral(module, unary->operand);
  }
  const Type type = module[id].type;
  return std::holds_alternative<lang::Literal>(module[id].node) && type != lang::kInt &&
         type != lang::kFloat && type != lang::kBool;
}

}  // namespace

Val Variables::Declare(const Val& value, std::string_view name, const ValueRange& value_range,
                       bool is_mutable) {
  const std::string unique =
      name.empty() ? names_.DrawName(value.type) : names_.LocalName(name, value.type);
  const VarId var = draft_.builder.AddVar(unique, value.type);
  draft_.builder.Assign(var, value.id);
  ScopeEntry& entry = draft_.AddToScope(draft_.ValOf(var, value_range), var);
  entry.is_mutable = is_mutable;
  entry.own_of = !is_mutable && value.id == last_own_.first ? last_own_.second : -1;
  return entry.value;
}

Val Variables::Let(const Val& value, const Name& words) {
  if (draft_.VariableOf(value).is_valid()) {
    return value;
  }
  const std::string_view name = words.Choose(draft_.rng);
  if (draft_.rng.Chance(draft_.profile.style_if_statements)) {
    if (const Val branched = LetByBranch(value, name); branched.is_valid()) {
      return branched;
    }
  }
  return Declare(value, name, value.range, false);
}

// name = otherwise; if condition: name = then. For a ternary; an invalid Val for any other value.
Val Variables::LetByBranch(const Val& value, std::string_view name) {
  const std::optional<ControlFlow::Branches> parts = control_flow_.BranchesOf(value);
  if (!parts) {
    return {};
  }
  Val result = Declare(AsVariable(parts->otherwise), name, value.range, false);
  control_flow_.If(parts->condition, [&] { Set(result, parts->then); }, nullptr);
  return result;
}

void Variables::Hide(const Val& variable, bool hidden) {
  ScopeEntry* entry = draft_.EntryOf(variable);
  WARPLOOM_CHECK(entry != nullptr, "only a variable in scope can be hidden");
  entry->is_hidden = hidden;
}

// To Warp a bare literal is a constant and may not change in a loop (codegen.py: add_assign);
// float(0.0) is a variable.
Val Variables::AsVariable(Val init) {
  if (init.type.is_scalar() && lang::IsBareConstant(draft_.module, init.id) &&
      !IsTypedLiteral(draft_.module, init.id)) {
    const std::array<ExprId, 1> ids = {init.id};
    init.id = draft_.builder.Construct(init.type, ids);
  }
  return init;
}

Val Variables::Mutable(const Val& init, const Name& words, const ValueRange& bound) {
  const std::string_view name = words.Choose(draft_.rng);
  const Val start = AsVariable(init);
  ValueRange value_range = bound;
  value_range.from_input = true;
  return Declare(start, name, value_range, true);
}

void Variables::Set(Val& variable, const Val& value) {
  ScopeEntry* entry = draft_.EntryOf(variable);
  WARPLOOM_CHECK(entry != nullptr, "only a variable in scope can be set");
  draft_.builder.Assign(entry->var, value.id);
  entry->own_of = -1;
  if (entry->is_mutable) {
    return;
  }
  WARPLOOM_CHECK(entry->loop_depth == draft_.frame().loop_depth,
                 "a variable changed in a loop must be Mutable");
  const bool same_block = entry->block_depth == draft_.frame().block_depth;
  entry->value.range = same_block ? value.range : Join(entry->value.range, value.range);
  variable.range = entry->value.range;
}

void Variables::Update(Val& variable, BinaryOp op, const Val& value) {
  ScopeEntry* entry = draft_.EntryOf(variable);
  WARPLOOM_CHECK(entry != nullptr, "only a variable in scope can be updated");
  WARPLOOM_CHECK(entry->is_mutable || entry->loop_depth == draft_.frame().loop_depth,
                 "a variable changed in a loop must be Mutable");
  draft_.builder.Augment(variable.id, op, value.id);
  entry->own_of = -1;
  if (!entry->is_mutable) {
    const ValueRange after = RangeOfBinary(op, variable.type, entry->value.range, value.type,
                                           value.range, variable.type);
    entry->value.range = Join(entry->value.range, after);
    variable.range = entry->value.range;
  }
}

void Variables::SetPart(const Val& part, const Val& value) {
  if (const auto* field = std::get_if<lang::Field>(&draft_.module[part.id].node)) {
    records_.CheckField(draft_.builder.type_of(field->base), field->field, value);
  }
  draft_.builder.Store(part.id, value.id);
}

void Variables::UpdatePart(const Val& part, BinaryOp op, const Val& value) {
  WARPLOOM_CHECK(lang::IsFloat(part.type.scalar),
                 "an integer part must be set, so that its range is checked");
  draft_.builder.Augment(part.id, op, value.id);
}

std::vector<Val> Variables::Unpack(std::span<const std::string_view> names, const Val& call,
                                   std::span<const Type> types,
                                   std::span<const ValueRange> ranges) {
  std::vector<VarId> vars;
  std::vector<Val> values;
  for (size_t i = 0; i < types.size(); ++i) {
    const std::string_view name = i < names.size() ? names[i] : "";
    vars.push_back(draft_.builder.AddVar(names_.NewLocalName(name, types[i]), types[i]));
  }
  draft_.builder.Unpack(vars, call.id);
  for (size_t i = 0; i < types.size(); ++i) {
    values.push_back(draft_.ValOf(vars[i], ranges[i]));
    draft_.AddToScope(values.back(), vars[i]);
  }
  return values;
}

void Variables::Offer(const Val& value) { draft_.AddToScope(value, {}); }

void Variables::OfferFields(const Val& base) {
  const size_t count = draft_.module.struct_of(base.type).fields.size();
  for (size_t i = 0; i < count; ++i) {
    const Val field = records_.Field(base, static_cast<int>(i));
    if (!field.type.is_array() && !field.type.is_struct()) {
      Offer(field);
    }
  }
}

void Variables::Remember(std::string_view key, const Val& value) {
  for (auto& [known, note] : notes_) {
    if (known == key) {
      note = value;
      return;
    }
  }
  notes_.emplace_back(key, value);
}

Val Variables::Recall(std::string_view key) {
  for (const auto& [known, note] : notes_) {
    if (known == key && draft_.in_kernel()) {
      const VarId var = draft_.VariableOf(note);
      const bool is_in_scope =
          !var.is_valid() || draft_.scope().Find(var) != nullptr || arguments_.Has(var);
      return is_in_scope ? note : Val{};
    }
  }
  return {};
}

}  // namespace warploom::synth
