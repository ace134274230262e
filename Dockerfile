# The API alone; the database is a server of its own (compose.yaml).
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
# The chart library of the pages: the build takes it from here (docs/decisions/0041).
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends libjs-chart.js && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./
COPY src ./src
COPY docs/guides ./docs/guides
RUN dotnet publish src/Api -c Release -o /app -p:RestoreLockedMode=true

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app ./
COPY data ./data
ENV PORT=5080 KAWASAKI_LISTEN=* KAWASAKI_DATA=/app/data
EXPOSE 5080
USER $APP_UID
ENTRYPOINT ["dotnet", "Kawasaki.Api.dll"]
