#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/typed_id.h"
#include "lang/expr.h"
#include "lang/launch.h"
#include "lang/math_source.h"
#include "lang/options.h"
#include "lang/stmt.h"

namespace warploom::lang {

struct Variable {
  std::string name;
  Type type;
};

struct StructField {
  std::string name;
  Type type;
};

struct StructDef {
  std::string name;
  std::vector<StructField> fields;
};

// NAME = wp.constant(value) at module level, or NAME = value if not `wrapped`.
struct Constant {
  std::string name;
  Type type;
  ExprId value;
  bool wrapped = true;
};

// A class of constants at module level.
struct ConstantClass {
  enum class Kind : uint8_t { kIntEnum = 0, kIntFlag = 1, kPlain = 2 };  // Part of hashes.
  std::string name;
  Kind kind;
  // order: grows, because members are accessed by index.
  std::vector<Constant> members;  // Each value is a literal; the members of enums are int32.
};

// A @wp.func, or the @wp.kernel itself (which has no results). Functions with the same name are
// overloads.
struct Function {
  // The relation of a helper to the helper `of`. The numbers are part of structural hashes.
  enum class Role : uint8_t {
    kPlain = 0,
    kInstance = 1,  // The generic helper `of` for other types; not printed again.
    kGrad = 2,      // @wp.func_grad(of): its custom gradient.
    kReplay = 3,    // @wp.func_replay(of): what the backward pass runs instead of it.
  };
  // @wp.func_native(...): C++ instead of a body. `adjoint` and `replay` may be absent.
  struct Native {
    TextId snippet;
    TextId adjoint;
    TextId replay;
  };
  std::string name;
  VarList params;
  std::vector<Type> results;
  StmtList body;
  TextId docstring;
  bool annotate_results = false;  // Prints "-> type".
  Role role = Role::kPlain;
  FuncId of;
  Native native;
  std::vector<ExprId> defaults;  // Default values of the last parameters.
  uint32_t any_params = 0;       // A bit for each parameter whose type (array: dtype) is Any.
  uint32_t ref_params = 0;       // A bit for each parameter of type wp.ref[type].
};

// A Python function that creates the kernel, if there is one. The kernel captures its parameters,
// and the module calls it once.
struct Factory {
  std::string name;
  std::vector<ConstId> numbers;
  FuncId function;            // A helper that is passed as well, if any,
  std::string function_name;  // and the name of that parameter.
  bool is_set() const { return !name.empty(); }
};

// The syntax of array types (print/type_printer).
enum class ArrayForm : uint8_t {
  kCall,     // wp.array(dtype=T)
  kBracket,  // wp.array[T]
};

// How a generic kernel is instantiated.
enum class OverloadForm : uint8_t {
  kByName,      // wp.overload(k, {"x": T})
  kByPosition,  // wp.overload(k, [T])
  kDecorated,   // @wp.overload
};

// The style in which the module is printed. It changes the text but not the meaning, so it is not
// part of structural_hash.
struct Style {
  bool long_scalar_names = false;  // wp.float32, not float.
  bool suffixed_names = false;     // wp.vec3f, not wp.vec3.
  ArrayForm array_form = ArrayForm::kCall;
  bool array_nd_names = true;   // wp.array2d(dtype=T), not wp.array(dtype=T, ndim=2).
  bool spatial_names = true;    // wp.spatial_vector, not wp.vec6 ...
  bool argument_lines = false;  // One argument per line.
  MathSource math = MathSource::kWarp;
  bool module_docstring = false;
  OverloadForm overload_form = OverloadForm::kByName;
  uint8_t line_length = 120;  // Longer lines are broken.
};

// One module: structs, constants, helper functions and a kernel. Owns every node. Nodes refer to
// each other by id, and an expression may be referred to (and printed) more than once.
struct Module {
  // order: independent, because the ids of expressions never become visible.
  std::vector<Expr> exprs;
  std::vector<Stmt> stmts;
  // order: grows, because variables are accessed by id.
  std::vector<Variable> vars;
  std::vector<StructDef> structs;
  std::vector<Constant> constants;
  // order: grows, because classes are accessed by index.
  std::vector<ConstantClass> classes;
  std::vector<std::vector<Type>> tuples;  // The item types of each type of kind kTuple.
  std::vector<Function> functions;        // In definition order; the kernel is the last.
  Factory factory;
  std::vector<std::string> texts;  // Comments and docstrings.

  // The pools of ExprList, StmtList and VarList.
  // order: independent, because a list is identified by its offset.
  std::vector<ExprId> expr_pool;
  // order: independent, because a list is identified by its offset.
  std::vector<StmtId> stmt_pool;
  // order: independent, because a list is identified by its offset.
  std::vector<VarId> var_pool;

  LaunchPlan launch;
  Style style;
  // Options are not part of structural_hash: most change little of the code, some nothing.
  std::vector<Option> kernel_options;  // In @wp.kernel(...).
  std::vector<Option> module_options;  // Of a unique module in @wp.kernel(module_options={...}).
  std::vector<Option> config_options;  // wp.config.verify_fp = True
  TextId module_comment;

  const Expr& operator[](ExprId id) const { return exprs[id.value]; }
  const Stmt& operator[](StmtId id) const { return stmts[id.value]; }
  const Variable& operator[](VarId id) const { return vars[id.value]; }
  const Function& operator[](FuncId id) const { return functions[id.value]; }
  const Constant& operator[](ConstId id) const { return constants[id.value]; }
  const std::string& operator[](TextId id) const { return texts[id.value]; }
  const StructDef& struct_of(Type type) const { return structs[type.id]; }
  const std::vector<Type>& tuple_of(Type type) const { return tuples[type.id]; }
  const Constant& operator[](Member member) const {
    return classes[member.owner].members[member.index];
  }

  std::span<const ExprId> operator[](ExprList list) const {
    return std::span(expr_pool).subspan(list.begin, list.count);
  }
  std::span<const StmtId> operator[](StmtList list) const {
    return std::span(stmt_pool).subspan(list.begin, list.count);
  }
  std::span<const VarId> operator[](VarList list) const {
    return std::span(var_pool).subspan(list.begin, list.count);
  }

  // nullptr if the module does not set the option.
  const Option* option(OptionName name) const {
    for (const auto* options : {&kernel_options, &module_options, &config_options}) {
      for (const Option& option : *options) {
        if (option.name == name) {
          return &option;
        }
      }
    }
    return nullptr;
  }

  const Function& kernel_function() const { return functions.back(); }
};

}  // namespace warploom::lang
