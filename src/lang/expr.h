#pragma once

#include <array>
#include <cstdint>
#include <variant>

#include "lang/builtin_table.h"
#include "lang/ids.h"
#include "lang/keywords.h"
#include "lang/named_numbers.h"
#include "lang/operators.h"
#include "lang/type.h"

namespace warploom::lang {

// A scalar constant. The type of the expression decides which member is used: `integer` for bools
// and integers, `real` for floats.
struct Literal {
  int64_t integer = 0;  // uint64 values keep their bits.
  double real = 0.0;
  // Spelled 0x..., which changes the text but not the meaning.
  // order: independent, because it is set only once, on a new literal.
  bool hex = false;
};

// A string literal, for print and printf.
struct String {
  TextId text;
};

// An argument, parameter, local or loop variable.
struct VarRef {
  VarId var;
};

// A module-level constant, captured by the kernel or function.
struct ConstRef {
  ConstId constant;
};

// wp.pi, math.inf: a named float32 constant.
struct NamedNumber {
  NumberName name;
  NumberSource source;
};

// Mode.LINEAR, int(Mode.LINEAR), Mode.LINEAR.value: a constant of one of the module's classes.
struct Member {
  enum class Form : uint8_t { kPlain = 0, kCast = 1, kValue = 2 };  // Part of hashes.
  uint16_t owner;                                                   // Of Module::classes.
  uint16_t index;
  Form form;
};

// wp.static(value): Python evaluates it before Warp generates code. It may refer to constants,
// members and the counters of loops over constant ranges.
struct Static {
  ExprId value;
};

// (a, b), or a list of numbers as a module constant.
struct Tuple {
  ExprList items;
};

// `call` is what Warp resolves the operator to.
struct Unary {
  UnaryOp op;
  ExprId operand;
  CallId call;
};

struct Binary {
  BinaryOp op;
  ExprId left;
  ExprId right;
  CallId call;
};

// a < b, or the chain a < b <= c when `operands` has three. All operands have one type.
struct Compare {
  std::array<CompareOp, 2> ops;
  ExprList operands;
};

// `and` or `or` of two or more bool operands; Warp short-circuits them.
struct BoolOp {
  bool is_and;
  ExprList operands;
};

struct Ternary {
  ExprId condition;
  ExprId then;
  ExprId otherwise;
};

// Every argument of the call is positional.
inline constexpr uint8_t kAllByPosition = 255;

// wp.<name>(...); `call` gives the overload and the concrete types.
struct BuiltinCall {
  CallId call;
  ExprList args;
  uint8_t by_position = kAllByPosition;  // Number of positional arguments; the rest are name=value.
};

// A call of a helper. `args` has one argument for each parameter. An argument that is the
// parameter's default expression itself is omitted from the text.
struct UserCall {
  enum class Form : uint8_t {  // The numbers are part of structural hashes.
    kCall = 0,
    kOperator = 1,  // a + b on structs, by a helper called add.
    kGrad = 2,      // wp.grad(f)(...): the derivative with respect to each parameter.
  };
  FuncId function;
  ExprList args;
  ExprId callee;  // The called expression if it is not the function's name; see Callee.
  Form form = Form::kCall;
  uint8_t by_position = kAllByPosition;
};

// A constructor call or conversion: wp.vec3(x, y, z), wp.quat(v, w), float(i), wp.int64(n),
// Particle(). The expression's type is the one constructed; FindConstructor in rules.h gives Warp's
// overload.
struct Construct {
  enum class Spelling : uint8_t {  // The numbers are part of structural hashes.
    kName = 0,
    kTypeOf = 1,  // type(x)(2.0)
    kDtype = 2,   // a.dtype(2.0) of an array or vec
  };
  ExprList args;
  ExprId like;  // The x or a.
  Spelling spelling = Spelling::kName;
  uint8_t by_position = kAllByPosition;  // Of a struct's fields.
  uint8_t starred = 0;  // Number of leading parts that are written as *v; see PartsOfOneVariable.
};

// base[indices]: an element or view of an array, or a component of a vec, mat, quat or transform.
// Fewer indices than dimensions, or a Slice among them, give a view.
struct Subscript {
  ExprId base;
  ExprList indices;
};

// start:stop:step in a Subscript; each may be absent.
struct Slice {
  ExprId start;
  ExprId stop;
  ExprId step;
};

// base.<field> of a struct.
struct Field {
  ExprId base;
  uint16_t field;
};

// base.x / .y / .z / .w of a vec or quat; base.p / .q of a transform (index 0 / 1).
struct Component {
  ExprId base;
  uint8_t index;
};

// array.shape[dimension]
struct Shape {
  ExprId array;
  uint8_t dimension;
};

// shape=(8, 16): a named argument of a builtin, written without the name if `is_bare`.
struct Keyword {
  KeywordName name;
  ExprId value;
  bool is_bare;
};

// float, wp.vec3: a type as an argument. It is the type of the expression.
struct TypeName {};

// wp.max, blend: a builtin or a helper of the module as a value. Parameters and wp.static(...) can
// have function type as well.
struct Callee {
  BuiltinNameId builtin;
  FuncId function;
};

// wp.zeros(shape=8, dtype=float): an array local to the thread. With a source,
// wp.array(ptr=source.ptr, shape=(4, n), dtype=float): the same memory in another shape.
struct LocalArray {
  ExprList shape;
  ExprId source;
};

// wp.adjoint[x] in a custom gradient.
struct Adjoint {
  ExprId of;
};

#define WARPLOOM_EXPR_KIND(Name) , Name
using ExprNode = std::variant<std::monostate
#include "lang/expr_kind.def"
                              >;

struct Expr {
  ExprNode node;
  Type type;
};

}  // namespace warploom::lang
