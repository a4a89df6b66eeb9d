#include "fuzz/declarations.h"

#include <algorithm>
#include <functional>
#include <set>

#include "fuzz/rewrite.h"
#include "lang/walk.h"

namespace warploom::fuzz {
namespace {

using namespace lang;  // The file names many node kinds.

// What the functions of a module still refer to.
struct Reachable {
  std::set<ExprId> exprs;
  std::set<VarId> vars;

  explicit Reachable(const Module& module) {
    for (const Function& function : module.functions) {
      vars.insert(module[function.params].begin(), module[function.params].end());
      for (const ExprId id : function.defaults) {
        Add(module, id);
      }
    }
    for (const StmtId id : StatementsOf(module)) {
      AddTargets(module, module[id].node);
      ForEachPart(module, module[id], [&](ExprId top, bool) { Add(module, top); }, [](StmtList) {});
    }
    for (const Constant& constant : module.constants) {
      Add(module, constant.value);
    }
  }

 private:
  void Add(const Module& module, ExprId top) {
    ForEachExpr(module, top, [&](ExprId id) {
      exprs.insert(id);
      if (const auto* ref = std::get_if<VarRef>(&module[id].node)) {
        vars.insert(ref->var);
      }
    });
  }
  void AddTargets(const Module& module, const StmtNode& node) {
    if (const auto* assign = std::get_if<Assign>(&node)) {
      vars.insert(assign->target);
    } else if (const auto* unpack = std::get_if<Unpack>(&node)) {
      vars.insert(module[unpack->targets].begin(), module[unpack->targets].end());
    } else if (const auto* loop = std::get_if<ForRange>(&node)) {
      vars.insert(loop->variable);
    }
  }
};

void NoteType(const Module& module, Type type, std::set<uint16_t>& used) {
  if (type.kind == TypeKind::kTuple) {
    for (const Type item : module.tuples[type.id]) {
      NoteType(module, item, used);
    }
  } else if (type.kind == TypeKind::kStruct && used.insert(type.id).second) {
    for (const StructField& field : module.structs[type.id].fields) {
      NoteType(module, field.type, used);
    }
  }
}

std::set<uint16_t> StructsInUse(const Module& module, const Reachable& reachable) {
  std::set<uint16_t> used;
  for (const ExprId id : reachable.exprs) {
    NoteType(module, module[id].type, used);
  }
  for (const VarId id : reachable.vars) {
    NoteType(module, module[id].type, used);
  }
  for (const Function& function : module.functions) {
    for (const Type type : function.results) {
      NoteType(module, type, used);
    }
  }
  for (const Constant& constant : module.constants) {
    NoteType(module, constant.type, used);
  }
  return used;
}

// f(Type&) for every type in the module.
void ForEachType(Module& module, const std::function<void(Type&)>& f) {
  for (Variable& var : module.vars) {
    f(var.type);
  }
  for (Expr& expr : module.exprs) {
    f(expr.type);
  }
  for (Function& function : module.functions) {
    std::ranges::for_each(function.results, f);
  }
  for (StructDef& definition : module.structs) {
    for (StructField& field : definition.fields) {
      f(field.type);
    }
  }
  for (std::vector<Type>& items : module.tuples) {
    std::ranges::for_each(items, f);
  }
  for (Constant& constant : module.constants) {
    f(constant.type);
  }
}

bool IsAccessed(const Module& module, const Reachable& reachable, Type type, uint16_t field) {
  return std::ranges::any_of(reachable.exprs, [&](ExprId id) {
    const auto* access = std::get_if<Field>(&module[id].node);
    return access != nullptr && access->field == field &&
           module[access->base].type.element() == type;
  });
}

// Erases the plan of a field wherever a value of the struct is planned.
void DropPlans(const Module& module, Type type, ArgPlan& plan, Type wanted, uint16_t field) {
  if (type.kind != TypeKind::kStruct) {
    return;
  }
  const auto& fields = module.struct_of(type).fields;
  for (size_t i = 0; i < plan.fields.size() && i < fields.size(); ++i) {
    DropPlans(module, fields[i].type, plan.fields[i], wanted, field);
  }
  if (type.element() == wanted && field < plan.fields.size()) {
    plan.fields.erase(plan.fields.begin() + field);
  }
}

}  // namespace

void RemoveUnusedStructs(Module& module) {
  const Reachable reachable(module);
  const std::set<uint16_t> used = StructsInUse(module, reachable);
  if (used.size() == module.structs.size()) {
    return;
  }
  for (uint32_t i = 0; i < module.vars.size(); ++i) {
    if (!reachable.vars.contains(VarId{i})) {
      module.vars[i].type = kInt;
    }
  }
  std::vector<uint16_t> renumbered(module.structs.size(), 0);
  std::vector<StructDef> kept;
  for (const uint16_t id : used) {
    renumbered[id] = static_cast<uint16_t>(kept.size());
    kept.push_back(module.structs[id]);
  }
  module.structs = std::move(kept);
  ForEachType(module, [&](Type& type) {
    if (type.kind == TypeKind::kStruct && type.id < renumbered.size()) {
      type = used.contains(type.id) ? type : kInt;
      type.id = type.kind == TypeKind::kStruct ? renumbered[type.id] : type.id;
    }
  });
}

void RemoveField(Module& module, uint16_t struct_id, uint16_t field) {
  if (struct_id >= module.structs.size() || field >= module.structs[struct_id].fields.size() ||
      module.structs[struct_id].fields.size() == 1) {
    return;
  }
  const Type type = StructType(struct_id);
  const Reachable reachable(module);
  if (IsAccessed(module, reachable, type, field)) {
    return;
  }
  const auto params = module[module.kernel_function().params];
  for (size_t i = 0; i < params.size() && i < module.launch.args.size(); ++i) {
    DropPlans(module, module[params[i]].type, module.launch.args[i], type, field);
  }
  for (const ExprId id : reachable.exprs) {
    Expr& expr = module.exprs[id.value];
    auto* access = std::get_if<Field>(&expr.node);
    auto* construct = std::get_if<Construct>(&expr.node);
    if (access != nullptr && access->field > field && module[access->base].type.element() == type) {
      --access->field;
    } else if (construct != nullptr && expr.type == type && field < construct->args.count) {
      std::vector<ExprId> args(module[construct->args].begin(), module[construct->args].end());
      args.erase(args.begin() + field);
      construct->by_position = kAllByPosition;
      construct->args = {static_cast<uint32_t>(module.expr_pool.size()), construct->args.count - 1};
      module.expr_pool.insert(module.expr_pool.end(), args.begin(), args.end());
    }
  }
  auto& fields = module.structs[struct_id].fields;
  fields.erase(fields.begin() + field);
}

}  // namespace warploom::fuzz
