#include "reference/expressions.h"

#include <fmt/format.h>

#include <algorithm>
#include <variant>

#include "base/check.h"
#include "lang/constants.h"
#include "lang/object_fields.h"
#include "reference/literals.h"
#include "reference/python_numbers.h"
#include "reference/types.h"
#include "reference/unsupported.h"

namespace warploom::reference {

using lang::ExprId;
using lang::Type;

std::string Names::Of(lang::VarId var) {
  const lang::Variable& variable = module_[var];
  const auto [known, is_new] = types_.try_emplace(variable.name, variable.type);
  const std::string name = "v_" + variable.name;
  return is_new || known->second == variable.type ? name : fmt::format("{}_{}", name, var.value);
}

std::string ExprWriter::StorageName(ExprId id) { return fmt::format("wl_storage_{}", id.value); }

std::string ExprWriter::Write(ExprId id) {
  const lang::Expr& expr = module_[id];
  const ExprId before = at_;
  at_ = id;
  std::string text = std::visit([&](const auto& e) { return Visit(e, expr.type); }, expr.node);
  at_ = before;
  return text;
}

std::string ExprWriter::List(lang::ExprList list) {
  std::string text;
  for (const ExprId id : module_[list]) {
    text += (text.empty() ? "" : ", ") + Write(id);
  }
  return text;
}

std::string ExprWriter::Visit(const std::monostate&, Type) {
  WARPLOOM_CHECK(false, "an expression of the module was never built");
}

std::string ExprWriter::Visit(const lang::Literal& e, Type type) {
  return LiteralText(module_, e, type);
}

std::string ExprWriter::Visit(const lang::String&, Type) { throw Unsupported{"strings as values"}; }

std::string ExprWriter::Visit(const lang::VarRef& e, Type) { return names_.Of(e.var); }

// A constant is its value, of the constant's type.
std::string ExprWriter::Visit(const lang::ConstRef& e, Type type) {
  return fmt::format("{}({})", CppType(module_, type), Write(module_[e.constant].value));
}

std::string ExprWriter::Visit(const lang::NamedNumber& e, Type type) {
  return fmt::format("{}({})", CppType(module_, type), NamedText(e.name));
}

std::string ExprWriter::Visit(const lang::Member& e, Type type) {
  return fmt::format("{}({})", CppType(module_, type), Write(module_[e].value));
}

std::string ExprWriter::Visit(const lang::Static& e, Type type) {
  if (!type.is_scalar()) {
    return Write(e.value);  // A constant.
  }
  const auto counter = [&](lang::VarId var) { return names_.Of(var); };
  return fmt::format("{}({})", CppType(module_, type), PythonNumber(module_, e.value, counter));
}

std::string ExprWriter::Visit(const lang::Tuple& e, Type) {
  std::vector<Type> types;
  for (const ExprId id : module_[e.items]) {
    types.push_back(module_[id].type);
  }
  return fmt::format("{}{{{}}}", PackType(module_, types), List(e.items));
}

std::string ExprWriter::Visit(const lang::Field& e, Type) {
  const auto& fields = module_.struct_of(module_[e.base].type).fields;
  return fmt::format("{}.{}", Write(e.base), FieldName(fields[e.field]));
}

std::string ExprWriter::Visit(const lang::Component& e, Type) {
  const Type base = module_[e.base].type;
  if (base.kind == lang::TypeKind::kOpaque) {
    return fmt::format("{}.{}", Write(e.base), lang::FieldsOfObject(base)[e.index].name);
  }
  if (base.is_transform()) {
    return fmt::format("{}.{}", Write(e.base), e.index == 0 ? "p" : "q");
  }
  return fmt::format("wl::item({}, {})", Write(e.base), e.index);
}

std::string ExprWriter::Visit(const lang::Shape& e, Type) {
  return fmt::format("{}.shape.dims[{}]", Write(e.array), e.dimension);
}

std::string ExprWriter::Visit(const lang::Subscript& e, Type) {
  const Type base = module_[e.base].type;
  return base.is_tile()    ? SubscriptOfTile(e, base)
         : base.is_array() ? SubscriptOfArray(e, base)
                           : SubscriptOfVec(e, base);
}

// The indices as the reference's wl::Index and wl::Range. A matrix has two.
std::string ExprWriter::Parts(const lang::Subscript& e) {
  std::string parts;
  for (const ExprId id : module_[e.indices]) {
    const bool is_slice = std::holds_alternative<lang::Slice>(module_[id].node);
    parts += is_slice ? ", " + Write(id) : fmt::format(", wl::Index{{{}}}", Write(id));
  }
  if (module_[e.base].type.is_mat() && e.indices.count == 1) {
    parts += ", wl::Range{{}, {}, 1}";
  }
  return parts;
}

// An element, or with fewer indices than dimensions or slices among these a view.
std::string ExprWriter::SubscriptOfArray(const lang::Subscript& e, Type base) {
  const auto indices = module_[e.indices];
  const bool has_slice = std::ranges::any_of(
      indices, [&](ExprId id) { return std::holds_alternative<lang::Slice>(module_[id].node); });
  const std::string array = Write(e.base);
  if (has_slice) {
    return fmt::format("wl::slice({}{})", array, Parts(e));
  }
  const bool is_element = indices.size() == base.ndim;
  return fmt::format("wl::{}({}, {})", is_element ? "at" : "view", array, List(e.indices));
}

bool ExprWriter::IsCut(ExprId id) const {
  const auto* subscript = std::get_if<lang::Subscript>(&module_[id].node);
  if (subscript == nullptr) {
    return false;
  }
  const Type base = module_[subscript->base].type;
  return (base.is_vec() || base.is_mat() || base.is_quat() || base.is_transform()) &&
         !module_[id].type.is_scalar();
}

std::string ExprWriter::Cut(const lang::Subscript& e, Type result) {
  const std::string base = Write(e.base);
  return fmt::format("wl::cut<{}>({}{})", CppType(module_, result), base, Parts(e));
}

std::string ExprWriter::StoreCut(const lang::Subscript& e, std::string_view value) {
  const std::string base = Write(e.base);
  return fmt::format("wl::store_cut({}, {}{});", base, value, Parts(e));
}

std::string ExprWriter::SubscriptOfVec(const lang::Subscript& e, Type base) {
  if (IsCut(at_)) {
    return Cut(e, module_[at_].type);
  }
  if (base.is_tuple()) {
    return ItemOfTuple(e, base);
  }
  const std::string value = Write(e.base);
  return base.kind == lang::TypeKind::kOpaque
             ? fmt::format("{}.dims[{}]", value, List(e.indices))
             : fmt::format("wl::item({}, {})", value, List(e.indices));
}

std::string ExprWriter::ItemOfTuple(const lang::Subscript& e, Type base) {
  const auto index = lang::ConstantInteger(module_, module_[e.indices][0]);
  if (!index) {
    throw Unsupported{"an item of a tuple by an expression"};
  }
  const auto count = static_cast<int64_t>(module_.tuple_of(base).size());
  return fmt::format("wl::get<{}>({})", *index < 0 ? *index + count : *index, Write(e.base));
}

std::string ExprWriter::Visit(const lang::Slice& e, Type) {
  const auto bound = [&](ExprId id) {
    return id.is_valid() ? fmt::format("wl::Bound{{true, {}}}", Write(id)) : "wl::Bound{}";
  };
  const std::string start = bound(e.start);
  const std::string stop = bound(e.stop);
  return fmt::format("wl::Range{{{}, {}, {}}}", start, stop,
                     e.step.is_valid() ? Write(e.step) : "1");
}

std::string ExprWriter::Visit(const lang::Callee&, Type) {
  throw Unsupported{"functions as values"};
}

std::string ExprWriter::Visit(const lang::LocalArray& e, Type type) {
  if (e.source.is_valid()) {
    return fmt::format("wl::reshaped({}, {})", Write(e.source), List(e.shape));
  }
  return fmt::format("wl::zeros<{}>({}, {})", CppType(module_, type.element()), StorageName(at_),
                     List(e.shape));
}

std::string ExprWriter::Visit(const lang::Adjoint&, Type) { throw Unsupported{"wp.adjoint"}; }

std::string ExprWriter::Visit(const lang::Keyword& e, Type) {
  if (!Info(e.name).in_row) {
    throw Unsupported{fmt::format("the argument {}=", Info(e.name).keyword)};
  }
  return Write(e.value);
}

std::string ExprWriter::Visit(const lang::TypeName&, Type) {
  throw Unsupported{"types as arguments"};
}

}  // namespace warploom::reference
