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

// NAME = wp.constant(value) at module level, or NAME = value when not `wrapped`.
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
  // order: grows, because members are read by their number.
  std::vector<Constant> members;  // Each value is a literal; the members of enums are int32.
};

// A @wp.func, or the @wp.kernel itself (which has no results). Functions of one name are overloads
// by type.
struct Function {
  // What a helper is to another one, `of`. The numbers are part of structural hashes.
  enum class Role : uint8_t {
    kPlain = 0,
    kInstance = 1,  // The same generic text for other types: not written again.
    kGrad = 2,      // @wp.func_grad(of): its gradient by hand.
    kReplay = 3,    // @wp.func_replay(of): what runs instead of it before the gradient.
  };
  // @wp.func_native(...): C++ instead of a body; the second and third text may be none.
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
  std::vector<ExprId> defaults;  // Of the last parameters.
  uint32_t any_params = 0;       // A bit for each parameter whose type (array: dtype) is Any.
  uint32_t ref_params = 0;       // The same for wp.ref[type]: the caller's variable itself.
};

// The function that makes the kernel, where its author writes one: what is captured are its
// parameters, and the module calls it once.
struct Factory {
  std::string name;
  std::vector<ConstId> numbers;
  FuncId function;            // A helper that is passed as well, or none...
  std::string function_name;  // ...under this name.
  bool is_set() const { return !name.empty(); }
};

// How the type of an array is written (print/type_printer).
enum class ArrayForm : uint8_t {
  kCall,     // wp.array(dtype=T)
  kBracket,  // wp.array[T]
};

// How the instances of a generic kernel are asked for.
enum class OverloadForm : uint8_t {
  kByName,      // wp.overload(k, {"x": T})
  kByPosition,  // wp.overload(k, [T])
  kDecorated,   // @wp.overload
};

// How this author spells things; it changes the text but not the meaning, so it does not count for
// structural_hash.
struct Style {
  bool long_scalar_names = false;  // wp.float32, not float.
  bool suffixed_names = false;     // wp.vec3f, not wp.vec3.
  ArrayForm array_form = ArrayForm::kCall;
  bool array_nd_names = true;   // wp.array2d(dtype=T), not wp.array(dtype=T, ndim=2).
  bool spatial_names = true;    // wp.spatial_vector, not wp.vec6 ...
  bool argument_lines = false;  // One argument a line.
  MathSource math = MathSource::kWarp;
  bool module_docstring = false;
  OverloadForm overload_form = OverloadForm::kByName;
  uint8_t line_length = 120;  // Longer lines are broken.
};

// One module: structs, constants, helper functions and a kernel, as data. Owns every node; nodes
// refer to each other by ids, and an expression may be referred to more than once (it is then
// printed more than once).
struct Module {
  // order: independent, because the numbers of expressions show nowhere.
  std::vector<Expr> exprs;
  std::vector<Stmt> stmts;
  // order: grows, because variables are read by their number.
  std::vector<Variable> vars;
  std::vector<StructDef> structs;
  std::vector<Constant> constants;
  // order: grows, because classes are read by their number.
  std::vector<ConstantClass> classes;
  std::vector<std::vector<Type>> tuples;  // What the types of kind kTuple consist of.
  std::vector<Function> functions;        // In definition order; the kernel is the last.
  Factory factory;
  std::vector<std::string> texts;  // Comments and docstrings.

  // What ExprList, StmtList and VarList point into.
  // order: independent, because a list is found by where it begins.
  std::vector<ExprId> expr_pool;
  // order: independent, because a list is found by where it begins.
  std::vector<StmtId> stmt_pool;
  // order: independent, because a list is found by where it begins.
  std::vector<VarId> var_pool;

  LaunchPlan launch;
  Style style;
  // They do not count for structural_hash: most change little of the code, some nothing.
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

  // nullptr unless the author sets it.
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
