using SemanticSearch.Cli;

return CommandLine.Run(args);
