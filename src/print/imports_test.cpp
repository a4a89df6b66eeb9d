#include "print/imports.h"

#include <gtest/gtest.h>

#include "lang/builder.h"

namespace warploom::print {
namespace {

TEST(Imports, MembersOfAClassNeedTheirModules) {
  lang::Module module;
  lang::Builder b(module, lang::PinnedBuiltins());
  const lang::ExprId pi = b.Named(lang::NumberName::kPi, lang::NumberSource::kMath);
  b.AddClass({.name = "Settings",
              .kind = lang::ConstantClass::Kind::kPlain,
              .members = {{"PI", lang::kFloat, pi, false}}});
  EXPECT_TRUE(ImportsOf(module, lang::PinnedBuiltins()).math);
  EXPECT_FALSE(ImportsOf(module, lang::PinnedBuiltins()).numpy);
}

}  // namespace
}  // namespace warploom::print
