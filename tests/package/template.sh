#!/usr/bin/env bash
# A stranger's first minutes: installs the packed template into a hive of its own, creates projects, builds them with warnings as errors and
# runs them; then the quick start of docs/getting-started.md, which is one file.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
version="0.1.0-test.$(date +%s)"
passed=0
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

ok() {
    echo "$1: ok"
    passed=$((passed + 1))
}

for project in NeuralLearn.Compiled NeuralLearn.Compiled.Templates; do
    dotnet pack "$root/src/$project" -c Release -o "$work/feed" -p:Version="$version" -v q -nologo
done
cat > "$work/nuget.config" <<END
<configuration>
  <packageSources><add key="packed" value="$work/feed" /></packageSources>
  <config><add key="globalPackagesFolder" value="$work/packages" /></config>
</configuration>
END
# What other packages the machine has already is used from there, so that only ours comes fresh.
export NUGET_FALLBACK_PACKAGES="${NUGET_PACKAGES:-$HOME/.nuget/packages}"
cd "$work"

template() {
    dotnet new "$@" --debug:custom-hive "$work/hive"
}
template install "$work/feed/NeuralLearn.Compiled.Templates.$version.nupkg" > log || { cat log; exit 1; }
template neuralnet --help > help.txt
for option in --framework --inference --no-restore; do
    grep -q -- "$option" help.txt || { cat help.txt; echo "no $option"; exit 1; }
done
ok "template, help"

# create FOLDER ARGUMENTS...: a project whose build knows only what a stranger's would.
create() {
    local name=$1
    shift
    template neuralnet -n "$name" -o "$work/$name" "$@" > log || { cat log; return 1; }
    dotnet build "$work/$name" -c Release -warnaserror -p:NuGetAudit=false -v q -nologo
    (cd "$work/$name" && DOTNET_ROLL_FORWARD=Major dotnet run -c Release --no-build) > "$work/$name.txt" || { cat "$work/$name.txt"; return 1; }
    if grep -rqE 'LIBRARY_VERSION|FRAMEWORK|#if|#endif' "$work/$name" --include=*.cs --include=*.csproj; then
        echo "$name has traces of the template"
        return 1
    fi
}

create My.First-Net
test -f My.First-Net/My.First-Net.csproj
grep -q '<TargetFramework>net10.0<' My.First-Net/My.First-Net.csproj
test -s My.First-Net/spirals.safetensors
test ! -e My.First-Net/bin/Release/net10.0/spirals.safetensors
# Chance would be a half; the map has both arms.
grep -Eq 'accuracy (9[5-9]|100)' My.First-Net.txt || { cat My.First-Net.txt; echo "it learnt too little"; exit 1; }
tail -n 21 My.First-Net.txt > trained.map
grep -q '#' trained.map
ok "template net10.0"

create Old --framework net8.0
diff <(tail -n 21 Old.txt) trained.map
ok "template net8.0, the same bits"

create Runner --inference
test ! -e Runner/Points.cs
test ! -e Runner/bin/Release/net10.0/spirals.safetensors
# The weights that come with it are those that the other project learns.
diff <(tail -n 21 Runner.txt) trained.map
if grep -q 'Loss' Runner/*.cs; then echo "a network that only runs has a loss"; exit 1; fi
ok "template --inference"

# Weights are in a native program, too.
create Native --inference --framework net8.0
dotnet publish Native -c Release -p:PublishAot=true -p:IlcInstructionSet=native -p:NuGetAudit=false -o native -v q -nologo
test ! -e native/spirals.safetensors
diff <(native/Native | tail -n 21) trained.map
ok "template --inference, NativeAOT"

# The quick start that is one file: the block as it stands in the document, with the version that was just packed.
mkdir quick
sed -n '/^#:package NeuralLearn.Compiled/,/^```$/p' "$root/docs/getting-started.md" | sed -e '/^```$/d' -e "s/@.*/@$version/" > quick/app.cs
test "$(wc -l < quick/app.cs)" -le 15
(cd quick && dotnet run app.cs > ../quick.txt 2> ../quick.err) || { cat quick.txt quick.err; exit 1; }
if grep -q warning quick.txt quick.err; then cat quick.txt quick.err; exit 1; fi
# What the document says it prints: the indented lines below the block.
sed -n '/^#:package NeuralLearn.Compiled/,/^##* /p' "$root/docs/getting-started.md" | sed -n 's/^    //p' | grep -v '^dotnet' | diff - quick.txt
ok "quick start in one file"
echo "$passed checks of the template passed"
